import { COMPANY_ID, HELD, PUSH_OFF } from "../state/people.ts";
import { credit } from "../state/state.ts";
import { type Args, type Context, flag, type Handler, must, person, same, uint } from "./context.ts";

const DAY = 86_400n;
const MAX_HOLD = 90n * DAY;
const HOLD_MEMORY = 730n * DAY;
const HOLD_STARTS = 4;

/** A whole balance left, or was to leave: who, and how much. */
function payout(context: Context, args: Args): { id: number; amount: bigint } | undefined {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return undefined;
  const amount = uint(args, "amount");
  const { people, holds } = context.state;
  const subject = `distributor ${id}`;
  same(context, "payout-differs", subject, "the amount paid out", amount, people.balanceOf(id));
  const hold = people.isSet(id, HELD) ? (holds.get(id)?.until ?? 0n) : 0n;
  must(
    context,
    context.time >= hold,
    "paid-under-hold",
    subject,
    () => `Distributor ${id} was paid at ${context.time}, and is held until ${hold}.`,
  );
  return { id, amount };
}

const paid: Handler = (context, args) => {
  const found = payout(context, args);
  if (found !== undefined) credit(context.state, found.id, -found.amount);
};

const failed: Handler = (context, args) => {
  payout(context, args);
};

const pushSwitched: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  const off = flag(args, "off");
  const { people } = context.state;
  const changes = id !== COMPANY_ID && people.isSet(id, PUSH_OFF) !== off;
  must(context, changes, "push-unchanged", `distributor ${id}`, `Pushes of distributor ${id} were so before.`);
  people.set(id, PUSH_OFF, off);
};

const poolSpent: Handler = (context, args) => {
  const { state } = context;
  const amount = uint(args, "amount");
  const message = `${amount} token units were spent from a pool of ${state.pool}.`;
  must(context, amount <= state.pool, "pool-overspent", "the bonus pool", message);
  state.pool -= amount;
};

const holdPlaced: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  const { state, time } = context;
  const until = uint(args, "until");
  const before = state.holds.get(id) ?? { until: 0n, starts: [] };
  const oldest = before.starts[HOLD_STARTS - 1] ?? 0n;
  const subject = `distributor ${id}`;
  const bounded = until > time && until <= time + MAX_HOLD && id !== COMPANY_ID;
  must(context, bounded, "hold-too-long", subject, `Distributor ${id} is held until ${until}, more than 90 days.`);
  must(context, time >= before.until, "hold-present", subject, `Distributor ${id} was held while he was held.`);
  const rare = oldest === 0n || time >= oldest + HOLD_MEMORY;
  must(context, rare, "hold-too-often", subject, `Distributor ${id} was held a fifth time in 730 days.`);
  state.holds.set(id, { until, starts: [time, ...before.starts].slice(0, HOLD_STARTS) });
  state.people.set(id, HELD, true);
};

const holdLifted: Handler = (context, args) => {
  const id = person(context, uint(args, "id"));
  if (id === undefined) return;
  const { state, time } = context;
  const before = state.holds.get(id) ?? { until: 0n, starts: [] };
  must(
    context,
    time < before.until,
    "hold-missing",
    `distributor ${id}`,
    `A hold of distributor ${id} was lifted that was over.`,
  );
  state.holds.set(id, { ...before, until: time });
  state.people.set(id, HELD, false);
};

/** What is paid out, and what stops it. */
export const PAYOUTS: Readonly<Record<string, Handler>> = {
  Paid: paid,
  PayoutFailed: failed,
  PushSwitched: pushSwitched,
  PoolSpent: poolSpent,
  HoldPlaced: holdPlaced,
  HoldLifted: holdLifted,
};
