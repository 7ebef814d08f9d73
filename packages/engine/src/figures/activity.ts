import type { Column, Lane } from "../money/lane.ts";
import type { Activity } from "../plan/qualification.ts";
import type { FigureSources } from "./figures.ts";
import type { Volumes } from "./volumes.ts";

/** Where the state keeps the volumes that decide the next period's activity. */
const OWN = "plan.ownVolume";
const CUSTOMER = "plan.customerVolume";
const PURCHASES = "plan.purchases";

/** 1 for who is active: as the plan's rule says, or as the network's rows say where it has none. */
export function activeIn<M>(from: FigureSources<M>, volumes: () => Volumes<M>): Uint8Array {
  const rule = from.given ? undefined : from.plan.document.activity;
  const active = from.network.active.slice();
  if (rule !== undefined) {
    if (rule.in === "previous") byPreviousPeriod(active, rule, from, volumes());
    else byVolumes(active, rule, from, volumes());
  }
  active[0] = 0;
  return active;
}

function byVolumes<M>(active: Uint8Array, rule: Activity, { plan, lane }: FigureSources<M>, volumes: Volumes<M>): void {
  active.fill(1);
  const need = (amount: string | undefined, column: Column<M>) => {
    if (amount !== undefined) keepAtLeast(active, lane, column, lane.of(plan.units(amount)));
  };
  need(rule.ownVolume, volumes.own);
  need(rule.customerVolume, volumes.customer);
  need(rule.purchases, volumes.purchases);
}

function keepAtLeast<M>(active: Uint8Array, lane: Lane<M>, column: Column<M>, least: M): void {
  for (let index = 1; index < active.length; index++) if (lane.less(column.get(index), least)) active[index] = 0;
}

function byPreviousPeriod<M>(active: Uint8Array, rule: Activity, from: FigureSources<M>, volumes: Volumes<M>): void {
  const { state, network, period } = from;
  byVolumes(active, rule, from, {
    own: state.before(OWN),
    customer: state.before(CUSTOMER),
    purchases: state.before(PURCHASES),
  });
  if (rule.ownVolume !== undefined) hand(volumes.own, state.after(OWN));
  if (rule.customerVolume !== undefined) hand(volumes.customer, state.after(CUSTOMER));
  if (rule.purchases !== undefined) hand(volumes.purchases, state.after(PURCHASES));
  if (period === undefined) return;
  for (let index = 1; index < active.length; index++) {
    if ((network.enrolled[index] as number) >= period.start) active[index] = 1;
  }
}

function hand<M>(from: Column<M>, to: Column<M>): void {
  for (let index = 1; index < from.length; index++) to.set(index, from.get(index));
}
