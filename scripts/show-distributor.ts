// Shows one distributor: standing, balance, upline, and what is still in escrow.
import { InvalidArgumentError } from "commander";
import { getAddress, isAddress } from "ethers";
import {
  type DistributorState,
  type EarnedCredit,
  formatAmount,
  formatTime,
  type Person,
  ProtocolError,
} from "../packages/protocol/src/index.ts";
import { parseId, type ReadOptions } from "./operator/options.ts";
import { legacyNumber, readPeople, uplineOf } from "./operator/people.ts";
import { facts } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** There is no such distributor. */
export class DistributorMissing extends ProtocolError {
  override readonly name = "DistributorMissing";

  constructor(who: bigint | string, last: bigint) {
    super(
      typeof who === "bigint"
        ? `there is no distributor ${who}; the last is ${last}`
        : `${who} is no distributor's present wallet`,
      { who, last },
      "Check the number or the wallet, and that the core is the right one.",
    );
  }
}

export const showDistributor: Tool<ReadOptions, readonly [bigint | string]> = {
  name: "show-distributor",
  description: "Shows one distributor as of now.",
  sends: "none",
  configure: (made) => made.argument("<who>", "the distributor's number or present wallet", parseWho),
  async run({ session, args: [who] }) {
    const state = await session.client.distributor(who);
    if (state === undefined) throw new DistributorMissing(who, await session.core.lastDistributorId());
    const people = await readPeople(session);
    const person = people.get(state.id);
    const legacy = person && legacyNumber(person);
    const upline = uplineOf(people, state.id);
    const recruited = [...people.values()].filter(({ sponsor }) => sponsor === state.id).map(({ id }) => id);
    const around = {
      ...(await readEarned(session, state.id)),
      ...(await readRecovery(session, person)),
      upline,
      recruited,
    };
    return {
      json: {
        ...state,
        wallet: person?.wallet ?? null,
        enrolledInBlock: person?.block,
        legacyId: legacy ?? null,
        ...around,
      },
      text: textOf(session, state, person, around),
    };
  },
};

function parseWho(text: string): bigint | string {
  if (!text.startsWith("0x")) return parseId(text);
  if (isAddress(text)) return getAddress(text);
  throw new InvalidArgumentError("It is neither a number nor an address.");
}

interface Earned {
  /** Credits of settled sales, in token units. */
  readonly earned: bigint;
  /** Credits of sales in escrow. */
  readonly inEscrow: bigint;
}

async function readEarned({ client, from }: Session, id: bigint): Promise<Earned> {
  const credits = await client.creditsOf(id, { from });
  const sum = (wanted: (credit: EarnedCredit) => boolean) =>
    credits.reduce((total, credit) => (wanted(credit) ? total + credit.amount : total), 0n);
  return { earned: sum(({ paid }) => paid), inEscrow: sum(({ paid, refunded }) => !paid && !refunded) };
}

/** Who may recover his wallet. */
interface Recovery {
  readonly guardian: string | null;
  /** When the guardian's recovery can be finished, in seconds since 1970; 0: none is pending. */
  readonly recoveryReadyAt: bigint;
}

async function readRecovery({ client }: Session, person: Person | undefined): Promise<Recovery> {
  const guardianship = person?.wallet === undefined ? undefined : await client.wallets.guardianOf(person.wallet);
  return { guardian: guardianship?.guardian ?? null, recoveryReadyAt: guardianship?.recovery?.readyAt ?? 0n };
}

interface Surroundings extends Earned, Recovery {
  readonly upline: readonly bigint[];
  readonly recruited: readonly bigint[];
}

/** Ids that are listed for a person to read. */
const SHOWN = 20;

function textOf({ unit }: Session, state: DistributorState, person: Person | undefined, around: Surroundings): string {
  const amount = (units: bigint) => formatAmount(units, unit);
  const { upline, recruited, earned, inEscrow, guardian, recoveryReadyAt } = around;
  const number = person && legacyNumber(person);
  const legacy = number === undefined ? [] : [["imported as", number] as const];
  const hold = state.heldUntil === 0n ? [] : [["held", `until ${formatTime(state.heldUntil)}`] as const];
  const recovery = recoveryReadyAt === 0n ? "" : `, recovery pending, ready at ${formatTime(recoveryReadyAt)}`;
  return facts([
    ["distributor", `${state.id}`],
    ["wallet", person?.wallet ?? "none bound yet"],
    ["enrolled", person === undefined ? "unknown" : `in block ${person.block}`],
    ...legacy,
    ["upline", listed(upline)],
    ["recruited", `${recruited.length}${recruited.length === 0 ? "" : `: ${listed(recruited)}`}`],
    ["balance", amount(state.balance)],
    ["earned", `${amount(earned)} from settled sales`],
    ["in escrow", amount(inEscrow)],
    ["retail volume", `${amount(state.volume)} settled in this period`],
    ["active", state.active ? "yes, in this period" : "no, not in this period"],
    [
      "rank",
      `${state.rankNow}${state.rankNext === state.rankNow ? "" : `, ${state.rankNext} from the next period on`}`,
    ],
    ["pushed payouts", state.pushOff ? "not wanted" : "wanted"],
    ...hold,
    ["guardian", `${guardian ?? "none"}${recovery}`],
  ]);
}

function listed(ids: readonly bigint[]): string {
  if (ids.length === 0) return "nobody";
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : "";
  return `${ids.slice(0, SHOWN).join(", ")}${more}`;
}

await runIfMain(import.meta.url, showDistributor);
