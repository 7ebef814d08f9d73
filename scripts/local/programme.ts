import type { BaseContract } from "ethers";
import {
  type TestStablecoin,
  TestStablecoin__factory,
  type TokenUnit,
  UplineClient,
} from "../../packages/protocol/src/index.ts";
import type { Connection } from "./network.ts";

/** A deployed programme. */
export interface Programme {
  readonly core: string;
  readonly token: string;
  readonly timelock: string;
  readonly unit: TokenUnit;
  /** Only reads. */
  readonly reader: UplineClient;
  /** The token, connected with its issuer. */
  readonly stablecoin: TestStablecoin;
}

/** What the modules `UplineLocal` and `UplineLocalUnopened` deploy. */
interface Deployed {
  readonly upline: BaseContract;
  readonly timelock: BaseContract;
  readonly stablecoin: BaseContract;
}

/** The programme that a module has deployed; the network's first account issues its token. */
export async function programmeOf(connection: Connection, deployed: Deployed): Promise<Programme> {
  const { ethers } = connection;
  const [core, timelock, token] = await Promise.all(
    [deployed.upline, deployed.timelock, deployed.stablecoin].map((contract) => contract.getAddress()),
  );
  if (core === undefined || timelock === undefined || token === undefined) throw new Error("nothing was deployed");
  const reader = UplineClient.connect(core, ethers.provider);
  const [issuer] = await ethers.getSigners();
  return {
    core,
    token,
    timelock,
    unit: await reader.tokenUnit(),
    reader,
    stablecoin: TestStablecoin__factory.connect(token, issuer),
  };
}
