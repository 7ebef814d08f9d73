import { COMPRESSIONS, RETURN_KINDS } from "@upline/protocol";
import { readEntry } from "../chain/entry-line.ts";
import { bytesOf } from "../history/bytes.ts";
import { decodeEvent } from "../history/decode/events.ts";
import type { SaleDigest } from "../history/digest.ts";
import { HOUR } from "../history/state/catalogue.ts";
import { COMPANY_ID, type People } from "../history/state/people.ts";
import type { KnownPlan } from "../history/state/plans.ts";
import type { OpenSale } from "../history/state/sales.ts";
import { type Named, State } from "../history/state/state.ts";
import { CheckpointInvalid } from "./checkpoint-invalid.ts";
import { big, count, type Fields, fields, list, oneOf, text, truth } from "./shapes.ts";

/** Reads what `writeState` wrote. @param digest Of the programme's sales. @throws CheckpointInvalid */
export function readState(value: unknown, digest: SaleDigest): State {
  const data = fields(value, "state");
  const state = new State();
  readSettings(state, data["settings"]);
  readPeople(state, fields(data["people"], "people"));
  readWallets(state, data);
  readCatalogue(state, list(data["products"], "products"));
  readPlans(state, fields(data["plans"], "plans"));
  readSales(state, fields(data["sales"], "sales"), digest);
  readOthers(state, data);
  return state;
}

/** Puts pairs of a list into a map. */
function fill<K, V>(
  map: Map<K, V>,
  value: unknown,
  what: string,
  read: (key: unknown, value: unknown) => readonly [K, V],
) {
  for (const entry of list(value, what)) {
    const [key, found] = list(entry, what);
    map.set(...(read(key, found) as [K, V]));
  }
}

function readSettings(state: State, value: unknown): void {
  if (value === undefined) return;
  const data = fields(value, "settings");
  const number = (name: string) => big(data[name], name);
  state.settings = {
    token: text(data["token"], "token"),
    start: number("start"),
    periodLength: number("periodLength"),
    notice: number("notice"),
    decisionTime: number("decisionTime"),
    rulingTime: number("rulingTime"),
    cap: number("cap"),
    markup: number("markup"),
    openToAll: truth(data["openToAll"], "openToAll"),
  };
}

function readPeople(state: State, data: Fields): void {
  const { people } = state;
  const sponsor = list(data["sponsor"], "sponsors");
  const column = (name: string) => {
    const values = list(data[name], name);
    if (values.length !== sponsor.length) throw new CheckpointInvalid(name, "as long as the list of sponsors");
    return values;
  };
  const [period, flags] = [column("period"), column("flags")];
  const [now, next] = [column("rankNow"), column("rankNext")];
  const [balance, volume] = [column("balance"), column("volume")];
  for (const [at, value] of sponsor.entries()) {
    const id = people.add(count(value, "sponsor"), count(period[at], "period"), count(flags[at], "flags"), 0);
    people.rankNow[id] = count(now[at], "rank");
    people.rankNext[id] = count(next[at], "rank");
    setAmounts(people, id, big(balance[at], "balance"), big(volume[at], "volume"));
    if (id !== COMPANY_ID) state.balances += people.balanceOf(id);
  }
  // Its share is stored elsewhere, and nothing else of it, so nothing would prove this.
  const plain = [sponsor, period, flags, now, next].every((values) => (values[0] ?? 0) === 0);
  if (!plain || (people.volume[COMPANY_ID] ?? 0n) !== 0n) throw new CheckpointInvalid("company", "without a standing");
}

function setAmounts(people: People, id: number, balance: bigint, volume: bigint): void {
  people.balance[id] = balance;
  people.volume[id] = volume;
}

function readWallets({ wallets }: State, data: Fields): void {
  fill(wallets.bindings, data["bindings"], "bindings", (wallet, value) => {
    const [id, current] = list(value, "binding");
    const binding = { id: count(id, "binding"), current: truth(current, "binding") };
    if (binding.current) wallets.present.set(binding.id, text(wallet, "wallet"));
    return [text(wallet, "wallet"), binding];
  });
  fill(wallets.proposals, data["proposals"], "proposals", (from, to) => [text(from, "wallet"), text(to, "wallet")]);
  fill(wallets.guardianships, data["guardianships"], "guardianships", (wallet, value) => {
    const [guardian, delay, to, readyAt] = list(value, "guardianship");
    const times = { delay: big(delay, "delay"), readyAt: big(readyAt, "recovery") };
    return [text(wallet, "wallet"), { guardian: text(guardian, "guardian"), to: text(to, "wallet"), ...times }];
  });
  fill(wallets.claimNonces, data["claimNonces"], "claims", (wallet, nonce) => [
    text(wallet, "wallet"),
    big(nonce, "claims"),
  ]);
}

function readCatalogue({ catalogue }: State, products: readonly unknown[]): void {
  for (const value of products) {
    const data = fields(value, "product");
    const amount = (name: string) => big(data[name], `product's ${name}`);
    if (amount("window") % HOUR !== 0n) throw new CheckpointInvalid("return window", "of whole hours");
    catalogue.add({
      retail: amount("retail"),
      wholesale: amount("wholesale"),
      volume: amount("volume"),
      window: amount("window"),
      returnKind: oneOf(RETURN_KINDS, data["returnKind"], "kind of return"),
      arbiter: text(data["arbiter"], "arbiter"),
    });
    catalogue.close(BigInt(catalogue.products.length), truth(data["closed"], "closed"));
  }
}

function readPlans({ plans }: State, data: Fields): void {
  plans.count = count(data["count"], "number of plans");
  plans.current = readPlan(data["current"]);
  plans.next = readPlan(data["next"]);
  plans.changeAt = big(data["changeAt"], "plan's time");
  plans.opening = count(data["opening"], "opening");
  plans.paused = truth(data["paused"], "pause");
}

function readPlan(value: unknown): KnownPlan | undefined {
  if (value === null) return undefined;
  const data = fields(value, "plan");
  const numbers = (name: string) => list(data[name], name).map((entry) => count(entry, name));
  return {
    version: count(data["version"], "version"),
    rates: numbers("rates"),
    openRanks: numbers("openRanks"),
    rankRates: numbers("rankRates"),
    threshold: big(data["threshold"], "threshold"),
    poolShare: count(data["poolShare"], "pool share"),
    walk: count(data["walk"], "walk"),
    compression: oneOf(COMPRESSIONS, data["compression"], "compression"),
    personalPays: truth(data["personalPays"], "personal sales"),
  };
}

function readSales({ sales }: State, data: Fields, digest: SaleDigest): void {
  fill(sales.words, data["words"], "sales", (id, word) => [big(id, "sale"), big(word, "sale")]);
  for (const id of list(data["granted"], "granted returns")) sales.granted.add(big(id, "sale"));
  for (const value of list(data["open"], "sales in escrow")) {
    const { open, kept } = readOpen(fields(value, "sale in escrow"), digest);
    // So the storage root, which the audit proves, covers every field of the sale.
    if (sales.digestOf(open.sale.id) !== kept) throw new CheckpointInvalid("sale in escrow", "the one of its digest");
    sales.open.set(open.sale.id, open);
    sales.escrowed += open.sale.total;
  }
}

function readOpen(data: Fields, digest: SaleDigest): { readonly open: OpenSale; readonly kept: bigint } {
  const raw = readEntry(fields(JSON.parse(text(data["entry"], "entry")), "entry"));
  const bytes = bytesOf(raw.data);
  const { sale, credits } = decodeEvent(raw.topics, bytes) ?? {};
  if (sale === undefined || sale.final || credits === undefined) {
    throw new CheckpointInvalid("sale in escrow", "one that a SalePlaced event tells");
  }
  const explained = list(data["credits"], "credits").map((value) => {
    const [profit, byRank, levels] = list(value, "credit");
    return {
      profit: big(profit, "profit"),
      byRank: big(byRank, "part by rank"),
      levels: list(levels, "levels").map((level) => count(level, "level")),
    };
  });
  const open: OpenSale = {
    number: count(data["number"], "sale"),
    entry: { ...raw, number: count(data["place"], "entry") },
    sale,
    volume: big(data["volume"], "volume"),
    agreed: truth(data["agreed"], "sale"),
    credits: sale.credits.map((credit, at) => ({
      ...credit,
      ...(explained[at] ?? { profit: 0n, byRank: 0n, levels: [] }),
    })),
    lines: [],
  };
  return { open, kept: digest.of(sale, bytes.subarray(credits.from, credits.to)) };
}

function readOthers(state: State, data: Fields): void {
  fill(state.roles.members, data["roles"], "roles", (role, members) => [
    text(role, "role"),
    list(members, "holders").map((account) => text(account, "holder")),
  ]);
  fill(state.holds, data["holds"], "holds", (id, value) => {
    const [until, starts] = list(value, "hold");
    return [
      count(id, "hold"),
      { until: big(until, "hold"), starts: list(starts, "holds").map((at) => big(at, "hold")) },
    ];
  });
  fill(state.offerNonces, data["offerNonces"], "offers", (key, used) => [text(key, "offers"), big(used, "offers")]);
  fill(state.batches, data["batches"], "batches", (recorder, batch) => [
    text(recorder, "recorder"),
    big(batch, "batch"),
  ]);
  fill(state.runningBatches, data["runningBatches"], "batches", (recorder, value) => {
    const [placed, total] = list(value, "batch");
    return [text(recorder, "recorder"), { placed: big(placed, "batch"), total: big(total, "batch") }];
  });
  state.pool = big(data["pool"], "pool");
  state.run = text(data["run"], "run contract");
  state.nextRun = readNamed(data["nextRun"]);
  state.screen = text(data["screen"], "screen");
  state.nextScreen = readNamed(data["nextScreen"]);
}

function readNamed(value: unknown): Named {
  const data = fields(value, "named contract");
  return { contract: text(data["contract"], "named contract"), from: big(data["from"], "named contract") };
}
