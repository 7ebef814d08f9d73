import { COMPANY, type FoundSale, Upline__factory } from "@upline/protocol";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { type Company, company } from "./helpers/company.ts";
import type { Indexer, Verified } from "./helpers/indexer.ts";

// the indexer over the story of an invented company: returns, holds, two plans, moved wallets, imports, point of sale
// - says up to which block its events are the journal, and it is the chain's own head there
// - has everybody as the chain has him: balance, volume, activity, rank, wallet, hold, guardian
// - explains credits to the unit
// - has returns, holds, batches with what they passed over, plans, powers, payouts as the events tell them
// - has sums that add up to what the core holds
// - finds people and sales by number, wallet, id, reference and transaction

interface Figures {
  readonly verification: Verified;
  readonly distributor: { readonly sponsor: string; readonly wallet: string | null; readonly imported: boolean };
  readonly balance: Readonly<Record<"waiting" | "claimable" | "claimed", string>>;
  readonly hold: { readonly until: string } | null;
  readonly pushOff: boolean;
  readonly ownership: { readonly guardian: string | null; readonly recovery: { readonly readyAt: string } | null };
  readonly activity: { readonly active: boolean; readonly activeNext: boolean; readonly volume: string };
  readonly rank: { readonly now: number; readonly next: number };
}

interface WholeSale {
  readonly credits: readonly { readonly amount: string }[];
  readonly explained: {
    readonly agrees: boolean;
    readonly credits: readonly Readonly<Record<"byLevel" | "byRank" | "profit" | "amount", string>>[];
  };
}

/** One sale of so many is explained: each takes a question of its own. */
const EXPLAINED_EVERY = 3;

const saleKey = (id: bigint) => `0x${id.toString(16).padStart(40, "0")}`;
const sum = (amounts: readonly (string | bigint)[]) => amounts.reduce<bigint>((all, one) => all + BigInt(one), 0n);

describe("indexer of an invented company", () => {
  let made: Company;
  let indexer: Indexer;
  let core: Company["client"]["core"];
  let ids: readonly bigint[];
  let sales: readonly FoundSale[];

  before(async () => {
    made = await company();
    ({ indexer } = made);
    ({ core } = made.client);
    const last = await core.lastDistributorId();
    ids = Array.from({ length: Number(last) }, (_, at) => BigInt(at + 1));
    sales = await made.client.placedSales();
  });

  it("says up to which block its events are the journal", async () => {
    const { complete, verified, indexed, missing } = await indexer.get<Verified>("/verified");
    const block = await made.provider.getBlock(Number(verified?.block));
    expect([complete, missing]).to.deep.equal([true, null]);
    expect(verified?.hash).to.equal(block?.hash);
    expect(BigInt(verified?.head ?? 0)).to.equal(await core.journalHead({ blockTag: block?.number ?? 0 }));
    expect(BigInt(indexed?.head ?? 0)).to.equal(await core.journalHead());
  });

  it("has everybody as the chain has him", async () => {
    const threshold = (await core.planInForce()).plan.threshold;
    const time = BigInt((await made.provider.getBlock("latest"))?.timestamp ?? 0);
    for (const id of ids) {
      const [found, state] = await Promise.all([indexer.get<Figures>(`/distributors/${id}`), core.distributor(id)]);
      const { distributor, balance, activity, rank } = found;
      expect(found.verification.complete).to.equal(true);
      expect(distributor.sponsor, `sponsor of ${id}`).to.equal(String(state.sponsor));
      expect(balance.claimable, `balance of ${id}`).to.equal(String(state.balance));
      expect([distributor.imported, distributor.wallet === null]).to.deep.equal([state.imported, state.unbound]);
      expect(found.pushOff).to.equal(state.pushOff);
      expect([rank.now, rank.next], `ranks of ${id}`).to.deep.equal([Number(state.rank), Number(state.rankNext)]);
      expect(activity.volume, `volume of ${id}`).to.equal(String(state.volume));
      const free = threshold === 0n;
      expect([activity.active, activity.activeNext], `activity of ${id}`).to.deep.equal([
        state.active || free,
        state.activeNext || free || id === COMPANY,
      ]);
      await expectOwnership(id, found, time);
    }
  });

  async function expectOwnership(id: bigint, { distributor, hold, ownership }: Figures, time: bigint): Promise<void> {
    if (id === COMPANY) return;
    const wallet = distributor.wallet ?? ZeroAddress;
    const [{ until }, bound, { guardian, readyAt }] = await Promise.all([
      core.holdOf(id),
      core.idOf(wallet),
      core.guardianOf(wallet),
    ]);
    expect(BigInt(hold?.until ?? 0), `hold of ${id}`).to.equal(until > time ? until : 0n);
    if (distributor.wallet === null) return;
    expect([bound.id, bound.current]).to.deep.equal([id, true]);
    expect(BigInt(ownership.guardian ?? 0), `guardian of ${id}`).to.equal(BigInt(guardian));
    expect(BigInt(ownership.recovery?.readyAt ?? 0)).to.equal(readyAt);
  }

  it("explains credits to the unit", async () => {
    const all = await indexer.all<{ id: string }>("sales", "id", ', orderBy: "placedAt"');
    const some = all.filter((_, at) => at % EXPLAINED_EVERY === 0);
    for (const { id } of some) {
      const { credits, explained } = await indexer.get<WholeSale>(`/sales/${id}`);
      expect(explained.agrees, `sale ${id}`).to.equal(true);
      expect(explained.credits.map(({ amount }) => amount)).to.deep.equal(credits.map(({ amount }) => amount));
      for (const { byLevel, byRank, profit, amount } of explained.credits) {
        expect(sum([byLevel, byRank, profit])).to.equal(BigInt(amount));
      }
    }
  });

  it("has the steps of returns as the events tell them", async () => {
    const steps = await indexer.all<Record<string, string>>(
      "returnSteps",
      "sale step deadline reason amount by",
      ', orderBy: "id"',
    );
    const names: Readonly<Record<string, string>> = { undelivered: "refund failed" };
    const told = (await made.client.returns.steps()).map((one) => {
      const ruled = one.step === "ruled" ? `ruled for the ${one.forBuyer ? "buyer" : "seller"}` : undefined;
      return {
        sale: saleKey(one.sale),
        step: ruled ?? names[one.step] ?? one.step,
        deadline: "deadline" in one ? String(one.deadline) : null,
        reason: "reason" in one ? one.reason : null,
        amount: "amount" in one ? String(one.amount) : null,
        by: "to" in one ? one.to.toLowerCase() : "by" in one ? one.by.toLowerCase() : null,
      };
    });
    expect(told.length).to.be.above(5);
    expect(steps).to.deep.equal(told);
  });

  it("has holds with reason, end and lifting", async () => {
    const holds = await indexer.all<Record<string, string>>(
      "holds",
      "distributor reason evidence until liftedAt block",
      ', orderBy: "id"',
    );
    const told = await Promise.all(
      (await made.client.holds.placed()).map(async ({ id, reason, evidence, until, lifted, block }) => {
        const at = lifted === undefined ? null : String((await made.provider.getBlock(lifted.block))?.timestamp);
        return { distributor: String(id), reason, evidence, until: String(until), liftedAt: at, block: String(block) };
      }),
    );
    expect(told.length).to.be.above(1);
    expect(holds).to.deep.equal(told);
  });

  it("has recorded batches, and why sales of them were passed over", async () => {
    const fields = "number funder placed total passedOver";
    const batches = await indexer.all<Record<string, string>>("recordings", fields, ', orderBy: "number"');
    const rejections = await indexer.all<Record<string, string>>(
      "rejections",
      "batch index error sentence",
      ', orderBy: "id"',
    );
    const told = await made.client.pointOfSale.batches();
    expect(told.length).to.be.above(0);
    expect(batches).to.deep.equal(
      told.map(({ batch, funder, placed, total, skipped }) => {
        const amounts = { number: String(batch), placed: String(placed), total: String(total) };
        return { ...amounts, funder: funder.toLowerCase(), passedOver: skipped.length };
      }),
    );
    expect(rejections).to.deep.equal(
      told.flatMap(({ batch, skipped }) =>
        skipped.map(({ index, why }) => {
          return {
            batch: String(batch),
            index: String(index),
            error: why?.name ?? null,
            sentence: why?.sentence ?? null,
          };
        }),
      ),
    );
  });

  it("has the plans and what became of them", async () => {
    type Plan = { version: number; from: string; worstCase: string; terms: { threshold: string; rates: string[] } };
    const plans = await indexer.all<Plan>("plans", "version from worstCase terms document", ', orderBy: "version"');
    const { plan, scheduled } = await indexer.get<{ plan: Plan; scheduled: Plan | null }>("/programme");
    const inForce = await core.planInForce();
    expect(plan.version).to.equal(Number(inForce.version));
    expect(plan.terms.threshold).to.equal(String(inForce.plan.threshold));
    const rates = inForce.plan.rates.map(String);
    expect(plan.terms.rates).to.deep.equal(rates.slice(0, rates.findLastIndex((rate) => rate !== "0") + 1));
    expect(plans.map(({ version }) => version)).to.deep.equal([1, 2]);
    const { version, from } = await core.planScheduled();
    expect([BigInt(scheduled?.version ?? 0), BigInt(scheduled?.from ?? 0)]).to.deep.equal([version, from]);
    const [{ args } = { args: undefined }] = await core.queryFilter(core.filters.PlanScheduled(2n));
    expect(plans[1]?.from).to.equal(String(args?.from));
  });

  it("has who holds which power", async () => {
    const { powers } = await indexer.get<{ powers: { role: string; account: string }[] }>("/programme");
    expect(powers.length).to.be.above(5);
    for (const role of new Set(powers.map((one) => one.role))) {
      const held = powers.filter((one) => one.role === role).map(({ account }) => account);
      expect(held.sort()).to.deep.equal((await membersOf(role)).sort());
    }
  });

  /** As the core itself enumerates them. */
  async function membersOf(role: string): Promise<string[]> {
    const upline = Upline__factory.connect(made.chain.core, made.provider);
    return (await upline.getRoleMembers(role)).map((account) => account.toLowerCase());
  }

  it("has sums that add up to what the core holds", async () => {
    const [flow] = await indexer.all<Record<string, string>>(
      "flows",
      "placed escrow settled refunded profit commission pool company paid paidCompany poolSpent",
    );
    const of = (...names: string[]) => sum(names.map((name) => flow?.[name] ?? 0n));
    const people = await indexer.all<Record<string, string>>("distributors", "id balance claimed waiting");
    const all = (name: string, some = people) => sum(some.map((one) => one[name] ?? 0n));
    const token = await made.client.token();
    expect(of("placed")).to.equal(of("escrow", "settled", "refunded"));
    expect(of("settled")).to.equal(of("profit", "commission", "pool", "company"));
    expect(all("balance") + all("claimed")).to.equal(of("profit", "commission", "company"));
    expect(all("claimed")).to.equal(of("paid", "paidCompany"));
    expect(of("escrow", "pool") - of("poolSpent") + all("balance")).to.equal(await token.balanceOf(made.chain.core));
    const days = await indexer.all<Record<string, string>>("days", "placed settled refunded paid credited");
    for (const name of ["placed", "settled", "refunded"]) expect(all(name, days), name).to.equal(of(name));
    expect(all("paid", days)).to.equal(of("paid", "paidCompany"));
    expect(all("credited", days)).to.equal(of("profit", "commission"));
    const campaigns = await indexer.all<Record<string, string>>("campaigns", "placed settled refunded");
    for (const name of ["placed", "settled", "refunded"]) expect(all(name, campaigns), name).to.equal(of(name));
  });

  it("has what everybody earned, by day and by period", async () => {
    for (const id of ids.slice(1, 8)) {
      const { balance } = await indexer.get<Figures>(`/distributors/${id}`);
      for (const by of ["day", "period"]) {
        type Earned = { items: Record<"paid" | "waiting", string>[] };
        const { items } = await indexer.get<Earned>(`/distributors/${id}/earnings?by=${by}&limit=1000`);
        expect(sum(items.map(({ paid }) => paid))).to.equal(sum([balance.claimable, balance.claimed]));
        expect(sum(items.map(({ waiting }) => waiting))).to.equal(BigInt(balance.waiting));
      }
    }
  });

  it("finds by number, wallet, id, reference and transaction", async () => {
    type Found = { distributors: { id: string }[]; sales: { id: string; transaction: string }[] };
    const find = (text: string) => indexer.get<Found>(`/search?q=${encodeURIComponent(text)}`);
    const [sale] = sales.filter((one) => !one.final);
    if (sale === undefined || sale.final) throw new Error("nothing was sold");
    const key = saleKey(sale.id);
    const moved = await indexer.all<{ address: string; distributor: string }>(
      "wallets",
      "address distributor",
      ", where: { current: false }",
    );
    expect((await find("5")).distributors.map(({ id }) => id)).to.include("5");
    expect(moved.length).to.be.above(0);
    for (const { address, distributor } of moved) {
      expect((await find(address)).distributors.map(({ id }) => id)).to.deep.equal([distributor]);
    }
    for (const text of [key, sale.transaction, sale.ref, sale.buyer]) {
      expect(
        (await find(text)).sales.map(({ id }) => id),
        text,
      ).to.include(key);
    }
  });
});
