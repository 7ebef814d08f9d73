import type { Person } from "../../../../examples/company/generator/story.ts";
import { choice, explainRefusal, inBatches, PUSH_RESULTS } from "../../../../packages/protocol/src/index.ts";
import { pushable } from "../../../keeper/work/plan.ts";
import type { Stage } from "../stage.ts";
import { COMPANY_NUMBER } from "../wallets.ts";

/** Balances from this on are pushed at a month's end, in token units: 10 tUSD. */
export const THRESHOLD = 10_000_000n;
/** Wallets that one transaction pays: some four million gas. */
const WALLETS_AT_ONCE = 100;

/** The keeper pays whoever has enough to his wallet. */
export async function push(stage: Stage): Promise<void> {
  stage.tally.pushes++;
  await pushFrom(stage, THRESHOLD);
}

/** Pays out everything, to people and to the company. */
export async function payAll(stage: Stage): Promise<void> {
  await pushFrom(stage, 1n);
  const { address } = stage.wallets.person(COMPANY_NUMBER);
  await stage.settleDown();
  if ((await stage.core.balanceOf(COMPANY_NUMBER)) === 0n) return;
  await stage.call(address, "claim of the company", stage.core.interface.encodeFunctionData("claim"));
}

async function pushFrom(stage: Stage, threshold: bigint): Promise<void> {
  await stage.settleDown();
  const keeper = stage.wallets.office("keeper").address;
  for (const payees of inBatches(pushable(stage.book.keeping, threshold), WALLETS_AT_ONCE)) {
    const wallets = payees.map(({ wallet }) => wallet);
    // Asked first, so that nobody pays for trying; each wallet's answer is its own.
    const answers = await stage.core.push.staticCall(wallets, { from: keeper });
    const results = answers.map((answer) => choice(PUSH_RESULTS, answer));
    for (const result of results) stage.tally.pushed[result]++;
    const paid = wallets.filter((_, i) => results[i] === "paid");
    if (paid.length === 0) continue;
    await stage.call(keeper, "push", stage.core.interface.encodeFunctionData("push", [paid]));
  }
}

/** What the core says to who has nothing, or is held. */
const REFUSALS = { PayoutNothingDue: "nothing", DistributorHeld: "held" } as const;

/** Somebody claims; as wallets do, his tries it first, and sends nothing that would fail. */
export async function claim(stage: Stage, { person }: { readonly person: Person }): Promise<void> {
  await stage.settleDown();
  const { address } = stage.wallets.person(person);
  try {
    await stage.core.claim.staticCall({ from: address });
  } catch (error) {
    const name = explainRefusal(error)?.name;
    if (name !== "PayoutNothingDue" && name !== "DistributorHeld") throw error;
    stage.tally.claims[REFUSALS[name]]++;
    return;
  }
  stage.tally.claims.paid++;
  await stage.call(address, `claim of person ${person}`, stage.core.interface.encodeFunctionData("claim"));
}
