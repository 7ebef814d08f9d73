import { ZeroAddress } from "ethers";
import UplineLocal from "../../../deploy/modules/UplineLocal.ts";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import { planToStruct } from "../../../packages/protocol/src/index.ts";
import type { Connection } from "../../local/network.ts";
import { type Programme, programmeOf } from "../../local/programme.ts";
import { DAY } from "../../local/time.ts";
import type { PlanFile } from "../data/plan-file.ts";
import type { People } from "./accounts.ts";

/** How long the admin's proposals wait. */
const TIMELOCK_DELAY = 2n * DAY;

/** Deploys a programme by the plan file; the deployer keeps no power over it. */
export async function deployProgramme(connection: Connection, plan: PlanFile, people: People): Promise<Programme> {
  const operator = people.operator.address;
  const deployed = await connection.ignition.deploy(UplineLocal, {
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
  return programmeOf(connection, deployed);
}
