import { ZeroAddress } from "ethers";
import UplineLocal from "../../../deploy/modules/UplineLocal.ts";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import {
  planToStruct,
  type TestStablecoin,
  TestStablecoin__factory,
  type TokenUnit,
  UplineClient,
} from "../../../packages/protocol/src/index.ts";
import type { PlanFile } from "../data/plan-file.ts";
import { DAY } from "../data/time.ts";
import type { People } from "./accounts.ts";
import type { Connection } from "./local-network.ts";

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

/** How long the admin's proposals wait. */
const TIMELOCK_DELAY = 2n * DAY;

/** Deploys a programme by the plan file; the deployer keeps no power over it. */
export async function deployProgramme(connection: Connection, plan: PlanFile, people: People): Promise<Programme> {
  const operator = people.operator.address;
  const { upline, timelock, stablecoin } = await connection.ignition.deploy(UplineLocal, {
    parameters: {
      UplineLocal: {
        start: plan.programme.start,
        periodLength: plan.programme.period,
        notice: plan.programme.notice,
        // Nobody returns goods here or asks another price; the core wants to know all the same.
        decisionTime: 14n * DAY,
        rulingTime: 30n * DAY,
        markup: 0,
        cap: plan.programme.cap,
        openToAll: plan.programme.openToAll,
        treasury: people.treasury.address,
        plan: { ...planToStruct(plan.plan) } as never,
        planDocument: plan.text,
        timelockDelay: TIMELOCK_DELAY,
        proposers: [people.proposer.address],
        executors: [ZeroAddress],
        ...Object.fromEntries(Object.values(OPERATORS).map((name) => [name, operator])),
      },
    },
  });
  const core = await upline.getAddress();
  const token = await stablecoin.getAddress();
  const reader = UplineClient.connect(core, connection.ethers.provider);
  return {
    core,
    token,
    timelock: await timelock.getAddress(),
    unit: await reader.tokenUnit(),
    reader,
    stablecoin: TestStablecoin__factory.connect(token, people.deployer),
  };
}
