import { keccak256, toUtf8Bytes } from "ethers";
import type { Event } from "../../../../examples/company/generator/story.ts";
import { inBatches, planToStruct } from "../../../../packages/protocol/src/index.ts";
import { planDocument } from "../../set-up/plan-document.ts";
import { type Stage, timeOf } from "../stage.ts";

type Of<T extends Event["type"]> = Extract<Event, { readonly type: T }>;

/** Ranks that one transaction sets. */
const RANKS_AT_ONCE = 250;

/** Ranks of a month, with the hash of what they rest on. */
export async function setRanks(stage: Stage, { ranks }: Of<"ranks">): Promise<void> {
  const { address } = stage.wallets.office("rankOperator");
  const evidence = keccak256(toUtf8Bytes(JSON.stringify({ day: stage.day, ranks })));
  for (const some of inBatches(ranks, RANKS_AT_ONCE)) {
    const changes = some.map(([id, rank]) => ({ id, rank }));
    const data = stage.core.interface.encodeFunctionData("setRanks", [changes, evidence]);
    await stage.call(address, `ranks of day ${stage.day}`, data);
  }
}

/** The company says which plan follows, a notice before it does. */
export async function schedulePlan(stage: Stage, { from }: Of<"plan">): Promise<void> {
  const [, second] = stage.story.plans;
  const values = [planToStruct(second), timeOf(from), planDocument(second)] as const;
  const data = stage.core.interface.encodeFunctionData("schedulePlan", [...values]);
  await stage.call(stage.wallets.office("planOperator").address, "scheduling the second plan", data);
}
