import { writeEntry } from "../chain/entry-line.ts";
import type { People } from "../history/state/people.ts";
import type { KnownPlan, Plans } from "../history/state/plans.ts";
import type { OpenSale, Sales } from "../history/state/sales.ts";
import type { Named, State } from "../history/state/state.ts";

const pairs = <K, V, T>(map: ReadonlyMap<K, V>, write: (value: V) => T) =>
  [...map].map(([key, value]) => [key, write(value)] as const);

/** A state as plain data: numbers of any size are decimal text. */
export function writeState(state: State): object {
  const { settings, wallets, catalogue } = state;
  return {
    settings: settings && {
      token: settings.token,
      start: `${settings.start}`,
      periodLength: `${settings.periodLength}`,
      notice: `${settings.notice}`,
      decisionTime: `${settings.decisionTime}`,
      rulingTime: `${settings.rulingTime}`,
      cap: `${settings.cap}`,
      markup: `${settings.markup}`,
      openToAll: settings.openToAll,
    },
    people: writePeople(state.people),
    bindings: pairs(wallets.bindings, ({ id, current }) => [id, current]),
    proposals: [...wallets.proposals],
    guardianships: pairs(wallets.guardianships, ({ guardian, delay, to, readyAt }) => [
      guardian,
      `${delay}`,
      to,
      `${readyAt}`,
    ]),
    claimNonces: pairs(wallets.claimNonces, String),
    products: catalogue.products.map((product) => ({
      retail: `${product.retail}`,
      wholesale: `${product.wholesale}`,
      volume: `${product.volume}`,
      window: `${product.window}`,
      returnKind: product.returnKind,
      arbiter: product.arbiter,
      closed: product.closed,
    })),
    plans: writePlans(state.plans),
    sales: writeSales(state.sales),
    roles: pairs(state.roles.members, (members) => members),
    holds: pairs(state.holds, ({ until, starts }) => [`${until}`, starts.map(String)]),
    offerNonces: pairs(state.offerNonces, String),
    batches: pairs(state.batches, String),
    runningBatches: pairs(state.runningBatches, ({ placed, total }) => [`${placed}`, `${total}`]),
    pool: `${state.pool}`,
    run: state.run,
    nextRun: writeNamed(state.nextRun),
    screen: state.screen,
    nextScreen: writeNamed(state.nextScreen),
  };
}

const writeNamed = ({ contract, from }: Named) => ({ contract, from: `${from}` });

function writePeople(people: People): object {
  const end = people.count + 1;
  const numbers = (column: Uint8Array | Uint16Array | Uint32Array) => Array.from(column.subarray(1, end));
  return {
    sponsor: numbers(people.sponsor),
    period: numbers(people.period),
    flags: numbers(people.flags),
    rankNow: numbers(people.rankNow),
    rankNext: numbers(people.rankNext),
    balance: people.balance.slice(1, end).map(String),
    volume: people.volume.slice(1, end).map(String),
  };
}

function writePlans({ count, current, next, changeAt, opening, paused }: Plans): object {
  return { count, current: writePlan(current), next: writePlan(next), changeAt: `${changeAt}`, opening, paused };
}

function writePlan(plan: KnownPlan | undefined): object | null {
  return plan === undefined ? null : { ...plan, threshold: `${plan.threshold}` };
}

function writeSales({ words, open, granted }: Sales): object {
  return {
    words: pairs(words, String).map(([id, word]) => [`${id}`, word]),
    open: pairs(open, writeOpen).map(([, sale]) => sale),
    granted: [...granted].map(String),
  };
}

/** Its entry tells the sale; what the engine said of it is kept. */
function writeOpen({ number, entry, volume, credits, agreed }: OpenSale): object {
  const explained = credits.map(({ profit, byRank, levels }) => [`${profit}`, `${byRank}`, levels]);
  return { number, place: entry.number, entry: writeEntry(entry), volume: `${volume}`, agreed, credits: explained };
}
