import { ZeroAddress } from "ethers";
import type { Connection } from "./network.ts";

/** The contracts beside a programme that pages use. */
export interface Periphery {
  /** Gathers what people look at. */
  readonly lens: string;
  /** Takes payments by signature: permits and ERC-3009, no Permit2, which a new chain does not have. */
  readonly payments: string;
}

/** Deploys what pages use, with the network's first account, which has no power over any of it. */
export async function deployPeriphery({ ethers }: Connection, core: string): Promise<Periphery> {
  const lens = await ethers.deployContract("Lens");
  const payments = await ethers.deployContract("Payments", [core, ZeroAddress]);
  await Promise.all([lens.waitForDeployment(), payments.waitForDeployment()]);
  return { lens: await lens.getAddress(), payments: await payments.getAddress() };
}
