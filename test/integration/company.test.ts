import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { JsonRpcProvider, Wallet, ZeroHash } from "ethers";
import { generate } from "../../examples/company/generator/generate.ts";
import type { Event } from "../../examples/company/generator/story.ts";
import {
  COMPANY,
  type FoundSale,
  type Plan,
  parsePlan,
  TestStablecoin__factory,
  UplineClient,
} from "../../packages/protocol/src/index.ts";
import { add } from "../../scripts/local/report/sums.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { calculateExport, type Ended, type Running, runScript, startScript, written } from "../helpers/script.ts";

// npm start -- --example company
// - its figures are those that the events of the network give, which stays up, counted here in another way
// - as many people, sales, returns, holds and offers as the story has
// - the engine computes the same, in the run and, from exported files, by the upline command
// - everything is paid out at the end; the journal is complete; the same seed gives the same chain
// - a person finds it in the report, in words; wrong options are refused with what is expected
// - the network that stays up takes new purchases

const START = "scripts/start.ts";
const SIZE = { people: 150, months: 4, seed: 27 };
const OPTIONS = ["--example", "company", ...Object.entries(SIZE).flatMap(([name, value]) => [`--${name}`, `${value}`])];

interface JsonSplit {
  readonly sales: number;
  readonly refundedSales: number;
  readonly paid: string;
  readonly refunded: string;
  readonly profit: string;
  readonly own: string;
  readonly uplines: string;
  readonly company: string;
  readonly pool: string;
}

interface JsonReport {
  readonly size: typeof SIZE;
  readonly addresses: { readonly core: string; readonly token: string; readonly treasury: string };
  readonly money: {
    readonly all: JsonSplit;
    readonly kinds: Readonly<Record<string, JsonSplit>>;
    readonly escrow: string;
    readonly paidOut: { readonly people: string; readonly company: string };
    readonly left: string;
  };
  readonly returns: Readonly<Record<string, number>>;
  readonly offers: { readonly open: number; readonly named: number };
  readonly stands: { readonly batches: number; readonly recorded: number; readonly skipped: Record<string, number> };
  readonly plans: readonly Readonly<Record<"version" | "volume" | "own" | "uplines", string> & { sales: number }>[];
  readonly people: Readonly<Record<string, number>>;
  readonly holds: Readonly<Record<"placed" | "lifted" | "lapsed", number>>;
  readonly claims: Readonly<Record<"paid" | "nothing" | "held", number>>;
  readonly pushes: { readonly times: number; readonly results: Readonly<Record<string, number>> };
  readonly quotes: number;
  readonly earnings: Readonly<
    Record<"total" | "median" | "p90" | "p99" | "most" | "best" | "topTenth", string> & {
      people: number;
      nothing: number;
    }
  >;
  readonly gas: readonly {
    readonly operation: string;
    readonly transactions: number;
    readonly gas: string;
    readonly items?: { readonly count: number };
  }[];
  readonly journal: { readonly complete: boolean; readonly recomputed: string; readonly events: number };
  readonly secondOpinion: Readonly<Record<"sales" | "amounts" | "people" | "parts", number>>;
  readonly seconds: Readonly<Record<"setUp" | "story" | "check", number>>;
  readonly endpoint: string;
  readonly accounts: readonly { readonly name: string; readonly address: string; readonly privateKey: string }[];
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((rest, amount) => rest + amount, 0n);

describe("npm start -- --example company", function () {
  this.timeout(180_000);

  const story = generate(SIZE);
  const count = (type: Event["type"]) => story.days.flat().filter((event) => event.type === type).length;
  let running: Running;
  let report: JsonReport;
  let provider: JsonRpcProvider;
  let client: UplineClient;
  let folder: string;
  /** All sales, and those of them that were refunded. */
  let sales: readonly FoundSale[];
  let refunded: ReadonlySet<bigint>;

  before(async function () {
    leaveOutUnderCoverage(this);
    folder = mkdtempSync(join(tmpdir(), "company-export-"));
    running = startScript(START, ...OPTIONS, "--no-pages", "--json", "--export", folder);
    // The end of the one document; what is inside of it is indented.
    await written(running, "stdout", "\n}\n");
    report = JSON.parse(running.written().stdout) as JsonReport;
    provider = new JsonRpcProvider(report.endpoint, undefined, { cacheTimeout: -1, batchMaxCount: 1 });
    client = UplineClient.connect(report.addresses.core, provider);
    sales = await client.placedSales();
    refunded = new Set(await client.refundedSales());
  });

  after(() => {
    provider?.destroy();
    running?.child.kill("SIGKILL");
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  const isRefunded = (sale: FoundSale) => !sale.final && refunded.has(sale.id);
  const kept = () => sales.filter((sale) => !isRefunded(sale));

  /** What the token moved, in token units. */
  async function moved(from: string | undefined, to: string | undefined): Promise<bigint> {
    const token = TestStablecoin__factory.connect(report.addresses.token, provider);
    return sum((await token.queryFilter(token.filters.Transfer(from, to))).map(({ args }) => args.value));
  }

  describe("the money", () => {
    it("[INV-1] is what the token says that came and went, to the unit", async () => {
      const { core, treasury } = report.addresses;
      const { all, paidOut, left, escrow } = report.money;
      expect(all.paid).to.equal(`${await moved(undefined, core)}`);
      expect(paidOut.company).to.equal(`${await moved(core, treasury)}`);
      const out = await moved(core, undefined);
      expect(out).to.equal(BigInt(all.refunded) + BigInt(paidOut.people) + BigInt(paidOut.company));
      expect([left, escrow, all.pool]).to.deep.equal(["0", "0", "0"]);
      expect(out).to.equal(BigInt(all.paid));
    });

    it("[SALE-7] adds up from the parts of each sale", () => {
      const { all } = report.money;
      expect(all.sales).to.equal(sales.length);
      expect(all.refundedSales).to.equal(refunded.size);
      expect(all.refunded).to.equal(`${sum(sales.filter(isRefunded).map(({ total }) => total))}`);
      expect(all.profit).to.equal(`${sum(kept().map(({ profit }) => profit))}`);
      expect(all.company).to.equal(`${sum(kept().map(({ company }) => company))}`);
      const credits = sum(kept().flatMap((sale) => sale.credits.map(({ amount }) => amount)));
      expect(BigInt(all.profit) + BigInt(all.own) + BigInt(all.uplines)).to.equal(credits);
      const toSellers = kept().flatMap(({ seller, credits }) => credits.filter(({ id }) => id === seller));
      expect(BigInt(all.profit) + BigInt(all.own)).to.equal(sum(toSellers.map(({ amount }) => amount)));
    });

    it("[SALE-3] of each kind is that of its sales", () => {
      for (const kind of ["retail", "personal", "distributor", "recorded"]) {
        const own = sales.filter((sale) => sale.kind === kind);
        expect(own.length, kind).to.be.above(0);
        expect(report.money.kinds[kind]?.sales).to.equal(own.length);
        expect(report.money.kinds[kind]?.paid).to.equal(`${sum(own.map(({ total }) => total))}`);
      }
    });

    it("[PAY-1] [PAY-2] [PAY-4] has all gone to wallets", async () => {
      for (let id = 1n; id <= BigInt(SIZE.people); id++) expect(await client.core.balanceOf(id)).to.equal(0n);
      expect(await (await client.token()).balanceOf(client.address)).to.equal(0n);
      expect(report.pushes.times).to.equal(SIZE.months);
      expect(report.pushes.results["paid"]).to.be.above(0);
    });
  });

  describe("the people", () => {
    it("earn what the sales credit them: many nothing, few much", () => {
      const earned = new Map<bigint, bigint>();
      for (let id = 2n; id <= BigInt(SIZE.people); id++) earned.set(id, 0n);
      for (const { credits } of kept()) {
        for (const { id, amount } of credits) earned.set(id, (earned.get(id) ?? 0n) + amount);
      }
      const { earnings } = report;
      const most = [...earned.values()].reduce((high, amount) => (amount > high ? amount : high), 0n);
      expect([earnings.people, earnings.nothing]).to.deep.equal([
        SIZE.people - 1,
        [...earned.values()].filter((amount) => amount === 0n).length,
      ]);
      expect([earnings.total, earnings.most]).to.deep.equal([`${sum([...earned.values()])}`, `${most}`]);
      expect(earned.get(BigInt(earnings.best))).to.equal(most);
      for (const [share, amount] of [
        [50, earnings.median] as const,
        [90, earnings.p90] as const,
        [99, earnings.p99] as const,
      ]) {
        const atMost = [...earned.values()].filter((one) => one <= BigInt(amount)).length;
        const below = [...earned.values()].filter((one) => one < BigInt(amount)).length;
        expect(atMost * 100, `${share} of a hundred`).to.be.at.least(share * earned.size);
        expect(below * 100, `below ${amount}`).to.be.below(share * earned.size);
      }
    });

    it("[IMPORT-3] are those of the story, each with a wallet in the end", async () => {
      const people = await client.people();
      expect(people.size).to.equal(SIZE.people);
      const all = [...people.values()];
      const imported = all.filter(({ legacyId }) => legacyId !== undefined);
      expect(report.people["imported"]).to.equal(imported.length).and.to.equal(story.legacy.length);
      expect(report.people["enrolled"]).to.equal(count("enrol"));
      expect(report.people["bound"]).to.equal(all.filter(({ boundBy }) => boundBy !== undefined).length);
      expect(report.people["bound"]).to.equal(report.people["withoutWallet"]).and.to.equal(count("bind"));
      for (const { id, wallet } of all) expect(wallet, `wallet of ${id}`).to.be.a("string");
      const moves = sum(all.map(({ formerWallets }) => BigInt(formerWallets.length)));
      expect(moves).to.equal(BigInt(count("move") + count("recovered")));
      expect([report.people["moved"], report.people["recovered"]]).to.deep.equal([count("move"), count("recovered")]);
      expect(count("recovered")).to.be.above(0);
    });

    it("[HOLD-1] are held as the story says, and claim what they can", async () => {
      const holds = await client.holds.placed();
      expect(report.holds).to.deep.equal({
        placed: holds.length,
        lifted: holds.filter(({ lifted }) => lifted !== undefined).length,
        lapsed: holds.filter(({ lifted }) => lifted === undefined).length,
      });
      expect(holds.length).to.equal(count("hold")).and.to.be.above(0);
      const { paid, nothing, held } = report.claims;
      expect(paid + nothing + held).to.equal(count("claim"));
      expect(held).to.be.above(0);
    });
  });

  describe("the sales", () => {
    it("[POS-6] are the purchases of the story and the good ones of its stands", async () => {
      const batches = await client.pointOfSale.batches();
      const placed = sum(batches.map((batch) => batch.placed));
      expect(report.stands.batches).to.equal(batches.length).and.to.equal(count("stand"));
      expect(BigInt(report.stands.recorded)).to.equal(placed);
      expect(sales.length).to.equal(story.sales + Number(placed));
      expect(report.stands.skipped).to.deep.equal({
        DistributorUnknown: batches.length,
        OrderPriceInvalid: batches.length,
      });
    });

    it("[RET-2] are returned in all the ways of the story, each once", async () => {
      const ended = new Map<bigint, string>();
      for (const step of await client.returns.steps()) {
        const before = ended.get(step.sale);
        const way = step.step === "ruled" ? `ruled ${step.forBuyer}` : step.step;
        ended.set(step.sale, step.step === "refunded" ? `${before ?? "placed"}, refunded` : way);
      }
      const times = (way: string) => [...ended.values()].filter((one) => one === way).length;
      expect(report.returns).to.deep.equal({
        "refunded at once": times("placed, refunded"),
        "accepted by the company": times("accepted, refunded"),
        "refunded, the company being silent": times("requested, refunded"),
        "ruled for the buyer": times("ruled true, refunded"),
        "ruled for the company": times("ruled false"),
        "refunded, the arbiter being silent": times("rejected, refunded"),
        "withdrawn by the buyer": times("withdrawn"),
      });
      for (const [way, number] of Object.entries(report.returns)) expect(number, way).to.be.above(0);
      const all = Object.values(report.returns).reduce((rest, one) => rest + one, 0);
      expect(all).to.equal(count("request"));
    });

    it("[OFFER-1] have the sellers' own prices where those signed some", () => {
      const offered = story.days
        .flat()
        .flatMap((event) => (event.type === "buy" ? event.lines.map(({ unitPrice }) => ({ event, unitPrice })) : []))
        .filter(({ unitPrice }) => unitPrice !== undefined);
      const named = offered.filter(({ event }) => event.named).length;
      expect(report.offers).to.deep.equal({ open: offered.length - named, named });
      expect(named).to.be.above(0);
    });

    it("[QUOTE-1] were quoted now and then, and placed so", () => {
      expect(report.quotes)
        .to.equal(Math.floor(story.sales / 50))
        .and.to.be.above(3);
    });

    it("[PLAN-4] [PLAN-5] pay by the plan of their day", async () => {
      const published = await client.core.queryFilter(client.core.filters.PlanScheduled());
      const plans = published.map(({ args }) => parsePlan(JSON.parse(args.document)));
      const shown = ({ rates, rankRates }: Pick<Plan, "rates" | "rankRates">) => ({ rates, rankRates });
      expect(plans.map(shown)).to.deep.equal(story.plans.map(shown));
      const volumes = new Map<bigint, bigint>();
      for (let number = 1n; number <= (await client.core.lastProduct()); number++) {
        volumes.set(number, (await client.core.product(number)).terms.volume);
      }
      for (const { version, sales: paying, volume, own, uplines } of report.plans) {
        const those = kept().filter(({ plan, kind }) => plan === BigInt(version) && kind !== "personal");
        const lines = those.flatMap((sale) => sale.lines);
        expect(paying).to.equal(those.length).and.to.be.above(20);
        expect(volume).to.equal(`${sum(lines.map((line) => line.quantity * (volumes.get(line.product) ?? 0n)))}`);
        const credited = sum(those.flatMap((sale) => sale.credits.map(({ amount }) => amount)));
        expect(BigInt(own) + BigInt(uplines)).to.equal(credited - sum(those.map(({ profit }) => profit)));
      }
      expect(report.plans.map(({ version }) => version)).to.deep.equal(["1", "2"]);
    });
  });

  describe("the second opinion", () => {
    it("[COMM-1] is that of every sale that was paid, under both plans", () => {
      const amounts = kept().flatMap(({ credits }) => credits).length;
      const { parts, ...counted } = report.secondOpinion;
      expect(counted).to.deep.equal({ sales: kept().length, amounts, people: SIZE.people - 1 });
      const folders = readdirSync(folder);
      expect(folders).to.have.length(parts);
      for (const version of [1, 2]) expect(folders.some((name) => name.endsWith(`-plan-${version}`))).to.equal(true);
    });

    it("[COMM-1] can be had again by the upline command, from the exported files, to the unit", async () => {
      const earned = new Map<bigint, bigint>();
      for (const part of readdirSync(folder)) {
        const found = await calculateExport(join(folder, part), join(folder, part, "out"));
        for (const [id, amount] of found.earned) add(earned, BigInt(id), BigInt(amount.replace(".", "")));
      }
      const paid = new Map<bigint, bigint>();
      for (const { args } of await client.core.queryFilter(client.core.filters.Paid())) {
        if (args.id !== COMPANY) add(paid, args.id, args.amount);
      }
      const inOrder = (amounts: ReadonlyMap<bigint, bigint>) => [...amounts].sort(([a], [b]) => Number(a - b));
      expect(inOrder(earned)).to.deep.equal(inOrder(paid));
      expect(earned.size).to.be.above(40);
    });
  });

  describe("the report", () => {
    it("[JRN-1] ends with a journal that the events prove complete", async () => {
      const { complete, recomputed, events } = report.journal;
      expect(complete).to.equal(true);
      expect(BigInt(recomputed)).to.equal(await client.core.journalHead());
      expect(events).to.equal((await client.fetchJournal()).length);
    });

    it("counts every transaction and its gas", async () => {
      const last = await provider.getBlockNumber();
      let [transactions, gas] = [0, 0n];
      for (let number = 0; number <= last; number++) {
        const block = (await provider.send("eth_getBlockByNumber", [`0x${number.toString(16)}`, false])) as {
          readonly transactions: readonly string[];
          readonly gasUsed: string;
        };
        transactions += block.transactions.length;
        gas += BigInt(block.gasUsed);
      }
      // What was minted afterwards for those who try the network.
      const gifts = 2;
      expect(report.gas.reduce((rest, row) => rest + row.transactions, gifts)).to.equal(transactions);
      const counted = sum(report.gas.map((row) => BigInt(row.gas)));
      expect(gas > counted && gas - counted < 200_000n).to.equal(true);
      const settled = report.gas.find(({ operation }) => operation === "settle");
      // A ruling for the company settles by itself.
      const ruled = report.returns["ruled for the company"] ?? 0;
      expect((settled?.items?.count ?? 0) + ruled).to.equal((await client.settledSales()).length);
    });

    it("is the same for the same seed, to the journal's head, and in words for people", async () => {
      const { code, stdout, stderr }: Ended = await runScript(START, ...OPTIONS, "--once");
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include(`recomputed ${report.journal.recomputed}`);
      expect(stdout).to.include("An invented company: 150 people, 4 months, seed 27; 2026-01-01 to ");
      expect(stdout).to.include(`- Of 149 people, ${report.earnings.nothing} earned nothing in these 4 months, `);
      const { sales: compared, amounts } = report.secondOpinion;
      const counted = `agrees to the unit: ${compared} sales, ${amounts} amounts, 149 people\n`;
      expect(stdout).to.include(counted).and.to.include("--seed 27 --once --export export");
      expect(stdout).to.match(/✓ .+ \+ 0 \+ 0 = .+, to the unit/);
      expect(stdout).to.match(/of each 100 of it: the seller +\d+\.\d\d +\d+\.\d\d\n/);
      expect(stdout).to.match(
        /\d+ sales of stands in 17 batches; passed over: 17 with an unknown seller, 17 with a price/,
      );
      expect(Math.max(...stdout.split("\n").map(({ length }) => length))).to.be.at.most(120);
      expect(stderr).to.match(/Days \d+ of \d+ days/);
    });
  });

  describe("the network that stays up", () => {
    it("goes on: its customers buy, and a keeper pays what that brings", async () => {
      const account = report.accounts.find(({ name }) => name === "customer 1");
      const buyer = new Wallet(account?.privateKey ?? "", provider);
      expect(buyer.address).to.equal(account?.address);
      const best = BigInt(report.earnings.best);
      const order = { seller: best, campaign: 0n, ref: ZeroHash, maxTotal: 10n ** 9n };
      const lines = [{ product: 1n, quantity: 1n }];
      await (await UplineClient.connect(client.address, buyer).buy({ ...order, lines }, { approve: true })).wait();
      const bought = (await client.placedSales()).at(-1);
      expect([bought?.buyer, bought?.seller, bought?.final]).to.deep.equal([buyer.address, best, true]);
      await provider.send("evm_increaseTime", [3_600]);
      await written(running, "stderr", "Keeper: pushed ");
      expect((await client.distributor(best))?.balance).to.equal(0n);
    });
  });

  describe("the command", () => {
    it("refuses sizes and examples that there are not, and options of the other example", async () => {
      const wrong = [
        [["--example", "company", "--people", "0"], "It is a whole number from 2 to 100,000."],
        [["--example", "company", "--months", "x"], "It is a whole number from 1 to 60."],
        [["--example", "company", "--seed", "-1"], "It is a whole number from 0 to "],
        [["--example", "nobody"], "Allowed choices are chinook, company."],
        [["--people", "10"], "option '--people' is only for --example company"],
        [["--example", "company", "--explain", "4"], "option '--explain' is only for --example chinook"],
      ] as const;
      const ended = await Promise.all(wrong.map(([args]) => runScript(START, "--once", ...args)));
      for (const [i, [args, text]] of wrong.entries()) {
        const { code, stderr, stdout } = ended[i]!;
        expect(code, args.join(" ")).to.equal(2);
        expect(stderr).to.include(text);
        expect(stdout).to.equal("");
      }
    });
  });
});
