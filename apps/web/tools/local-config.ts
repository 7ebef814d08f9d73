import { Lens__factory, Payments__factory } from "@upline/protocol";
import { JsonRpcProvider, ZeroAddress } from "ethers";

/** A programme on a local chain whose node has unlocked accounts. */
export interface LocalProgramme {
  readonly rpc: string;
  readonly core: string;
  readonly indexer?: string | undefined;
}

/** Deploys lens and payments with the node's first account, and gives the pages' configuration. */
export async function localConfig({ rpc, core, indexer }: LocalProgramme) {
  const provider = new JsonRpcProvider(rpc, undefined, { cacheTimeout: -1, pollingInterval: 50 });
  try {
    const deployer = await provider.getSigner(0);
    const { chainId } = await provider.getNetwork();
    const lens = await new Lens__factory(deployer).deploy();
    await lens.waitForDeployment();
    const payments = await new Payments__factory(deployer).deploy(core, ZeroAddress);
    await payments.waitForDeployment();
    return {
      chainId: Number(chainId),
      chainName: "Upline local",
      rpcUrls: [rpc],
      core,
      lens: await lens.getAddress(),
      payments: await payments.getAddress(),
      firstBlock: 0,
      ...(indexer === undefined ? {} : { indexerUrl: indexer }),
      tryAccounts: true,
      pollSeconds: 1,
    };
  } finally {
    provider.destroy();
  }
}
