import { expect } from "chai";
import { decodeBytes32String } from "ethers";
import { network } from "hardhat";
import { generate } from "../../examples/company/generator/generate.ts";
import type { Event, Story } from "../../examples/company/generator/story.ts";
import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import {
  COMPANY,
  IUpline__factory,
  type JournalLog,
  Ledger,
  type PlacedSale,
} from "../../packages/protocol/src/index.ts";
import { checkBalances, checkWallets } from "../../scripts/company/checks/money.ts";
import { checkPeople, checkTraces } from "../../scripts/company/checks/people.ts";
import { checkSales, checkStands } from "../../scripts/company/checks/sales.ts";
import { StoryBroken } from "../../scripts/company/checks/story-broken.ts";
import { followMoney } from "../../scripts/company/report/money.ts";
import { payAll } from "../../scripts/company/run/actions/payouts.ts";
import { TransactionFailed } from "../../scripts/company/run/chain.ts";
import type { Stage } from "../../scripts/company/run/stage.ts";
import { tell } from "../../scripts/company/run/tell.ts";
import { Wallets } from "../../scripts/company/run/wallets.ts";
import { deployProgramme, START } from "../../scripts/company/set-up/programme.ts";
import { setUp } from "../../scripts/company/set-up/set-up.ts";
import { Clock } from "../../scripts/local/clock.ts";
import { History, isRefunded } from "../../scripts/local/report/history.ts";
import { QuoteBroken } from "../../scripts/local/report/quotes.ts";
import { add, MoneyMismatch } from "../../scripts/local/report/sums.ts";
import { DAY } from "../../scripts/local/time.ts";
import { secondOpinion } from "../../scripts/second-opinion/second-opinion.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";

// What the runner of examples/company notices: a chain that did something else than the story says
// - each check passes for the story that happened, and for no other
// - money that is not where the events say, transactions that fail

const quiet: Progress = { done: () => {}, begin: () => {}, at: () => {}, end: () => {} };

type Of<T extends Event["type"]> = Extract<Event, { readonly type: T }>;

describe("the checks of an invented company", function () {
  this.timeout(120_000);

  const story = generate({ seed: 27, people: 60, months: 2 });
  let stage: Stage;
  let logs: readonly JournalLog[];
  let history: History;

  before(async function () {
    leaveOutUnderCoverage(this);
    const override = {
      initialDate: new Date(Number(START) * 1_000),
      allowBlocksWithSameTimestamp: true,
      blockGasLimit: 1_000_000_000n,
      mining: { mempool: { order: "fifo" as const } },
    };
    const connection = await network.create({ override });
    // The deployment takes a few seconds of the network's own time.
    const clock = new Clock(START + DAY);
    clock.rule(connection.provider);
    const wallets = new Wallets(story.seed);
    const programme = await deployProgramme(connection, story, wallets);
    stage = await setUp({ connection, clock, server: undefined as never }, story, { programme, wallets }, quiet);
    await tell(stage, quiet);
    await payAll(stage);
    await stage.settleDown();
    logs = await programme.reader.fetchJournal();
    history = new History(logs);
  });

  /** The stage, if its story were another one. */
  function telling(other: Partial<Story>): Stage {
    return Object.assign(Object.create(stage) as Stage, { story: { ...story, ...other } });
  }

  /** A story in which the first event of a type that fits is another one, or does not happen. */
  function changed<T extends Event["type"]>(
    type: T,
    change: (event: Of<T>) => Event | undefined,
    fits: (event: Of<T>) => boolean = () => true,
  ): Stage {
    const first = story.days.flat().find((event) => event.type === type && fits(event as Of<T>));
    expect(first, type).to.not.equal(undefined);
    const others = (event: Event) => (event === first ? (change(event as Of<T>) ?? []) : event);
    return telling({ days: story.days.map((events) => events.flatMap(others)) });
  }

  it("pass for the story that happened", async () => {
    checkSales(stage, history);
    checkStands(stage, history);
    checkTraces(stage, history);
    await checkPeople(stage);
    await checkWallets(stage, history);
    const ledger = await checkBalances(stage, logs);
    expect((await followMoney(stage, history, ledger)).all.sales).to.equal(history.sales.length);
  });

  describe("of sales", () => {
    it("notice another quantity, seller, buyer, day or end, and a sale more or less", () => {
      const broken: readonly (readonly [string, Stage])[] = [
        ["total of purchase", changed("buy", (e) => ({ ...e, lines: e.lines.map((l) => ({ ...l, quantity: 7 })) }))],
        [
          "seller of purchase",
          changed(
            "buy",
            (e) => ({ ...e, seller: 1 }),
            ({ buyer }) => "customer" in buyer,
          ),
        ],
        [
          "kind of purchase",
          changed(
            "buy",
            (e) => ({ ...e, buyer: { person: 1 } }),
            ({ buyer }) => "customer" in buyer,
          ),
        ],
        ["time of purchase", telling({ days: [[], ...story.days] })],
        ["end of purchase", changed("accept", () => undefined)],
        ["sales: ", changed("buy", () => undefined)],
        ["a sale with reference", changed("buy", (e) => ({ ...e, sale: 9_999 }))],
        ["plan of purchase", changed("plan", (e) => ({ ...e, from: e.from + 9 }))],
      ];
      for (const [what, other] of broken) expect(() => checkSales(other, history), what).to.throw(StoryBroken, what);
    });

    it("notice what was quoted otherwise", () => {
      const [number, quote] = [...stage.tally.quotes][0]!;
      const quotes = new Map([[number, { ...quote, company: quote.company + 1n }]]);
      const other = Object.assign(Object.create(stage) as Stage, { tally: { ...stage.tally, quotes } });
      expect(() => checkSales(other, history)).to.throw(QuoteBroken, `purchase ${number}`);
    });

    it("notice what was passed over at a stand and was good, or for another reason", () => {
      const fine = changed("stand", (e) => ({ ...e, sales: e.sales.map(({ bad, ...sale }) => sale) }));
      const twice = changed("stand", (e) => ({
        ...e,
        sales: e.sales.map((s) => (s.bad ? { ...s, bad: "price" } : s)),
      }));
      for (const other of [fine, twice]) expect(() => checkStands(other, history)).to.throw(StoryBroken, "passed over");
    });
  });

  describe("of people", () => {
    it("notice another sponsor, another wallet, and somebody more", async () => {
      const sponsor = changed("enrol", (e) => ({ ...e, sponsor: e.sponsor + 1 }));
      await expectThrown(checkPeople(sponsor), StoryBroken, "sponsor of person");
      await expectThrown(checkPeople(telling({ people: story.people + 1 })), StoryBroken, "people: ");
      const wallets = new Wallets(story.seed);
      const unmoved = Object.assign(Object.create(stage) as Stage, { wallets });
      await expectThrown(checkPeople(unmoved), StoryBroken, "wallet of person");
    });

    it("notice what happened more or less often, and other ranks", () => {
      const broken: readonly (readonly [string, Stage])[] = [
        ["DistributorBound", changed("bind", () => undefined)],
        ["HoldPlaced", changed("hold", () => undefined)],
        ["WalletMoved", changed("move", () => undefined)],
        ["RecoveryStarted", changed("recover", () => undefined)],
        ["PlanScheduled", changed("plan", () => undefined)],
        ["claims", changed("claim", () => undefined)],
        ["ranks", changed("ranks", (e) => ({ ...e, ranks: e.ranks.map(([id, rank]) => [id, rank + 1] as const) }))],
      ];
      for (const [what, other] of broken) expect(() => checkTraces(other, history), what).to.throw(StoryBroken, what);
    });
  });

  describe("of what the engine computes", () => {
    const opinion = (sales: History["sales"]) => {
      const paidOut = new Map<bigint, bigint>();
      for (const { args } of history.of("Paid")) add(paidOut, args["id"], args["amount"]);
      const accounts = { paidOut, balances: Ledger.from(logs).balances };
      const other = { sales, ended: history.ended, of: (name: string) => history.of(name) } as unknown as History;
      return secondOpinion(other, "A company", stage.programme.unit, accounts);
    };
    /** The history with one sale changed that paid somebody above the seller. */
    const changedSale = (change: (sale: PlacedSale) => Partial<PlacedSale>) => {
      const place = history.sales.findIndex(
        ({ sale, ending }) => ending === "settled when due" && sale.credits.length > 1,
      );
      const found = history.sales[place]!;
      const sale = { ...found.sale, ...change(found.sale) } as PlacedSale;
      return { sales: history.sales.with(place, { ...found, sale }), name: decodeBytes32String(sale.ref), found };
    };

    it("pass for what was paid", () => {
      const { sales, amounts } = opinion(history.sales);
      const paid = history.sales.filter((sold) => !isRefunded(sold));
      expect(sales).to.equal(paid.length);
      expect(amounts).to.equal(paid.flatMap(({ sale }) => sale.credits).length);
    });

    it("notice one unit more for one person of one sale", () => {
      const { sales, name, found } = changedSale(({ credits }) => ({
        credits: credits.with(-1, { ...credits.at(-1)!, amount: credits.at(-1)!.amount + 1n }),
      }));
      const { id, amount } = found.sale.credits.at(-1)!;
      const message = `distributor ${id} of sale ${name}: ${amount} token units, expected ${amount + 1n}`;
      expect(() => opinion(sales)).to.throw(MoneyMismatch, message);
    });

    it("notice a sale that followed another plan, price or seller than it says", () => {
      const changes: readonly ((sale: PlacedSale) => Partial<PlacedSale>)[] = [
        () => ({ plan: 2n }),
        ({ lines: [first] }) => ({ lines: [{ ...first!, unitPrice: first!.unitPrice + 1n }] }),
        () => ({ seller: COMPANY }),
        () => ({ kind: "personal" }),
      ];
      for (const change of changes) {
        const { sales, name } = changedSale(change);
        expect(() => opinion(sales), `${change}`).to.throw(MoneyMismatch, `of sale ${name}`);
      }
    });
  });

  describe("of money", () => {
    it("notice an event that is missing", async () => {
      const topic = IUpline__factory.createInterface().getEvent("Paid").topicHash;
      const last = logs.findLastIndex(({ topics }) => topics[0] === topic);
      const part = logs.filter((_, i) => i !== last);
      await expectThrown(checkBalances(stage, part), MoneyMismatch, "the company's share");
    });

    it("notice money that came from elsewhere", async () => {
      const { stablecoin, core } = stage.programme;
      const mint = (account: string) => stablecoin.interface.encodeFunctionData("mint", [account, 1n]);
      const [customer] = [stage.wallets.of({ customer: 1 }).address];
      await stage.callToken(stage.issuer, "minting", mint(customer));
      await stage.callToken(stage.issuer, "minting", mint(core));
      await stage.settleDown();
      await expectThrown(checkWallets(stage, history), MoneyMismatch, customer);
      await expectThrown(checkBalances(stage, logs), MoneyMismatch, "what the core holds");
    });
  });

  it("end the run where a transaction fails, with the contract's reason", async () => {
    const claim = stage.core.interface.encodeFunctionData("claim");
    await stage.call(stage.wallets.person(2).address, "claim of person 2", claim);
    const sentence = "claim of person 2 failed: Distributor 2 has nothing to claim";
    await expectThrown(stage.settleDown(), TransactionFailed, sentence);
  });
});

/** Expects a failure of a kind, whose message says something. */
async function expectThrown(
  promise: Promise<unknown>,
  kind: abstract new (...values: never) => Error,
  text: string,
): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error, text).to.be.instanceOf(kind);
  expect((error as Error).message).to.include(text);
}
