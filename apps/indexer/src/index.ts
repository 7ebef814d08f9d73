import { type Context, type Event, ponder } from "ponder:registry";
import { journalFault } from "ponder:schema";
import { OFFERS, POINT_OF_SALE } from "./handlers/offers.ts";
import { PAYOUTS } from "./handlers/payouts.ts";
import { PEOPLE } from "./handlers/people.ts";
import { PLACING } from "./handlers/placing.ts";
import { PLANS } from "./handlers/plans.ts";
import { APPOINTMENTS, POWERS } from "./handlers/powers.ts";
import { PRODUCTS } from "./handlers/products.ts";
import { PROGRAMME } from "./handlers/programme.ts";
import { RETURNS } from "./handlers/returns.ts";
import { SALES } from "./handlers/sales.ts";
import type { EventName, Handlers, Step } from "./handlers/step.ts";
import { WALLETS } from "./handlers/wallets.ts";
import { addressOf, check, faultOf, rawLog, record } from "./journal.ts";

/** Of every event of the core: one that is missing here does not typecheck. */
const HANDLERS: Handlers<EventName> = {
  ...PROGRAMME,
  ...PEOPLE,
  ...WALLETS,
  ...PRODUCTS,
  ...PLANS,
  ...PLACING,
  ...SALES,
  ...RETURNS,
  ...OFFERS,
  ...POINT_OF_SALE,
  ...PAYOUTS,
  ...POWERS,
  ...APPOINTMENTS,
};

type CoreEvent = Event<"Upline:Paid">;
type CoreContext = Context<"Upline:Paid">;
/** The names come out of a record, so that Ponder cannot tell which event has which values; the record's type does. */
type Register = (
  name: string,
  run: (told: { readonly event: CoreEvent; readonly context: CoreContext }) => Promise<void>,
) => void;
const register = ponder.on.bind(ponder) as unknown as Register;

function stepOf(event: CoreEvent, { db, contracts }: CoreContext, headBefore: Step["headBefore"]): Step {
  const { id, log, block, transaction } = event;
  const where = { time: block.timestamp, block: block.number, transaction: transaction.hash };
  return { db, core: addressOf(contracts), id, log: rawLog(log), ...where, headBefore };
}

for (const [name, handler] of Object.entries(HANDLERS)) {
  const run = handler as unknown as (step: Step, args: unknown) => Promise<unknown>;
  register(`Upline:${name}`, async ({ event, context }) => {
    const { before, entry } = await record(event, context);
    try {
      await run(stepOf(event, context, before), event.args);
    } catch (error) {
      // One event that is missing must not keep all later ones from being read.
      const about = faultOf(error);
      if (about === undefined) throw error;
      await context.db.insert(journalFault).values({
        id: `${event.id}-unknown`,
        fault: "unknown",
        entry,
        block: event.block.number,
        event: name,
        about,
        head: before,
      });
    }
  });
}

ponder.on("Check:block", ({ event, context }) => check(event, context));
