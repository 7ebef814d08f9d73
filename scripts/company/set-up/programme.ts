import { ZeroAddress } from "ethers";
import UplineLocalUnopened from "../../../deploy/modules/UplineLocalUnopened.ts";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import { MARKUP } from "../../../examples/company/generator/catalogue.ts";
import { DECISION_DAYS, RULING_DAYS } from "../../../examples/company/generator/returns.ts";
import { MONTH, type Story } from "../../../examples/company/generator/story.ts";
import { planToStruct } from "../../../packages/protocol/src/index.ts";
import type { Connection } from "../../local/network.ts";
import { type Programme, programmeOf } from "../../local/programme.ts";
import { DAY } from "../../local/time.ts";
import { OPENING } from "../run/stage.ts";
import { COMPANY_NUMBER, type Wallets } from "../run/wallets.ts";
import { planDocument } from "./plan-document.ts";

const PERIOD = BigInt(MONTH) * DAY;
/** When period 0 begins, and the programme is deployed: a period before it opens. */
export const START = OPENING - PERIOD;
/** How long the admin's proposals wait. */
export const TIMELOCK_DELAY = 2n * DAY;
/** The most that commissions may come to, in basis points of the wholesale price. */
const CAP = 3_500n;

/** Deploys a programme that is not open yet; the deployer keeps no power over it. */
export async function deployProgramme(
  connection: Connection,
  { plans: [first] }: Story,
  wallets: Wallets,
): Promise<Programme> {
  const operators = Object.values(OPERATORS).map((office) => [office, wallets.office(office).address]);
  const deployed = await connection.ignition.deploy(UplineLocalUnopened, {
    parameters: {
      UplineLocalUnopened: {
        start: START,
        periodLength: PERIOD,
        notice: PERIOD,
        decisionTime: BigInt(DECISION_DAYS) * DAY,
        rulingTime: BigInt(RULING_DAYS) * DAY,
        markup: MARKUP,
        cap: CAP,
        openToAll: false,
        treasury: wallets.person(COMPANY_NUMBER).address,
        plan: { ...planToStruct(first) } as never,
        planDocument: planDocument(first),
        timelockDelay: TIMELOCK_DELAY,
        proposers: [wallets.office("proposer").address],
        executors: [ZeroAddress],
        ...Object.fromEntries(operators),
      },
    },
  });
  return programmeOf(connection, deployed);
}
