import type { PlacedSale, SaleStatus } from "@upline/protocol";

/**
 * Where an order is. `open`: its return window is. `due`: the window is over and nobody has settled it yet.
 * `requested`, `disputed`: the company, the arbiter decides. `silent`: the time for that is over, or a decided refund was
 * not delivered: it is to be refunded. `unknown`: the chain has no such sale.
 */
export type Phase = "unknown" | "final" | "open" | "due" | "requested" | "disputed" | "silent" | "settled" | "refunded";

/** What can be done about an order now. */
export type OrderAction = "return" | "withdraw" | "refund" | "settle";

/** Where an order is, and what can be done. Times in seconds since 1970. */
export interface OrderStanding {
  readonly phase: Phase;
  /** When the phase ends by itself; undefined: it does not. */
  readonly until?: bigint;
  /** When the order was finished. */
  readonly finished?: bigint;
  /** By whoever looks at it. */
  readonly actions: readonly OrderAction[];
}

/**
 * Where a sale is.
 * @param status As the chain has it; undefined for a sale that was final at once.
 * @param now The chain's time.
 * @param account Who looks at it; undefined: nobody who could do anything.
 */
export function standingOf(
  sale: PlacedSale,
  status: SaleStatus | undefined,
  now: bigint,
  account: string | undefined,
): OrderStanding {
  if (sale.final || status === undefined) return { phase: "final", actions: [] };
  const { state, deadline } = status;
  const mayReturn = account !== undefined && returnerOf(sale) === account;
  const anybody = (action: OrderAction): readonly OrderAction[] => (account === undefined ? [] : [action]);
  const returner = (action: OrderAction): readonly OrderAction[] => (mayReturn ? [action] : []);
  const isOver = now >= deadline;
  switch (state) {
    case "none":
      return { phase: "unknown", actions: [] };
    case "escrowed":
      if (isOver) return { phase: "due", actions: anybody("settle") };
      return { phase: "open", until: deadline, actions: returner("return") };
    case "requested":
    case "disputed":
      if (isOver) return { phase: "silent", actions: anybody("refund") };
      return { phase: state, until: deadline, actions: returner("withdraw") };
    case "settled":
    case "refunded":
      return { phase: state, finished: deadline, actions: [] };
  }
}

/** Who may return a sale: its buyer; of a recorded sale who funded it. */
export function returnerOf({ kind, buyer, payer }: PlacedSale): string {
  return kind === "recorded" ? payer : buyer;
}

/** A step on an order's way. */
export type StepName = "placed" | "window" | "returned" | "company" | "arbiter" | "paid" | "refunded";

/** A step, and whether it is behind the order, its present one, or may come. */
export interface OrderStep {
  readonly name: StepName;
  readonly at: "done" | "now" | "next";
}

const WAYS: Readonly<Record<Phase, readonly [done: readonly StepName[], now: StepName | undefined, next: StepName[]]>> =
  {
    unknown: [[], undefined, []],
    final: [["placed", "paid"], undefined, []],
    open: [["placed"], "window", ["paid"]],
    due: [["placed", "window"], "paid", []],
    requested: [["placed", "returned"], "company", ["refunded"]],
    disputed: [["placed", "returned", "company"], "arbiter", []],
    silent: [["placed", "returned"], "refunded", []],
    settled: [["placed", "window", "paid"], undefined, []],
    refunded: [["placed", "returned", "refunded"], undefined, []],
  };

/** The way of an order: what is behind it, its present step, and what comes if nobody does anything. */
export function stepsOf(phase: Phase): readonly OrderStep[] {
  const [done, now, next] = WAYS[phase];
  return [
    ...done.map((name): OrderStep => ({ name, at: "done" })),
    ...(now === undefined ? [] : [{ name: now, at: "now" } as const]),
    ...next.map((name): OrderStep => ({ name, at: "next" })),
  ];
}
