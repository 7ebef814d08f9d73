import { type Context, type Event, ponder } from "ponder:registry";
import { OTHERS } from "./handlers/others.ts";
import { PAYOUTS } from "./handlers/payouts.ts";
import { PEOPLE } from "./handlers/people.ts";
import { PRODUCTS } from "./handlers/products.ts";
import { RETURNS } from "./handlers/returns.ts";
import { SALES } from "./handlers/sales.ts";
import type { EventName, Handlers, Step } from "./handlers/step.ts";
import { check, record } from "./journal.ts";

/** Of every event of the core: one that is missing here does not typecheck. */
const HANDLERS: Handlers<EventName> = { ...PEOPLE, ...PRODUCTS, ...SALES, ...RETURNS, ...PAYOUTS, ...OTHERS };

type CoreEvent = Event<"Upline:Paid">;
type CoreContext = Context<"Upline:Paid">;
/** The names come out of a record, so that Ponder cannot tell which event has which values; the record's type does. */
type Register = (
  name: string,
  run: (told: { readonly event: CoreEvent; readonly context: CoreContext }) => Promise<void>,
) => void;
const register = ponder.on.bind(ponder) as unknown as Register;

function stepOf(event: CoreEvent, { db }: CoreContext, headBefore: Step["headBefore"]): Step {
  const { id, log, block, transaction } = event;
  return { db, id, log, time: block.timestamp, block: block.number, transaction: transaction.hash, headBefore };
}

for (const [name, handler] of Object.entries(HANDLERS)) {
  const run = handler as unknown as (step: Step, args: unknown) => Promise<unknown>;
  register(`Upline:${name}`, async ({ event, context }) => {
    const before = await record(event, context);
    await run(stepOf(event, context, before), event.args);
  });
}

ponder.on("Check:block", ({ event, context }) => check(event, context));
