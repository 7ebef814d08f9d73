import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { encodeBytes32String, JsonRpcProvider, Wallet } from "ethers";
import { CHECKS } from "../../packages/auditor/src/index.ts";
import { upline } from "../../packages/cli/test/helpers/upline.ts";
import { fromUnits } from "../../packages/engine/src/index.ts";
import { ANY_WALLET, formatAmount, UplineClient } from "../../packages/protocol/src/index.ts";
import { findEndpoint, USUAL_PORT } from "../../scripts/local/endpoint.ts";
import { privateKey } from "../../scripts/local/mnemonic.ts";
import { type ExpectedSale, employees, expectedSales, millionths, RETURN_DAYS, rows } from "../helpers/chinook.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import {
  calculateExport,
  type Ended,
  type Running,
  runScript,
  start,
  startScript,
  written,
} from "../helpers/script.ts";

// npm start
// - killed at any moment, it starts again: nothing is left on disk
// - every invoice is one sale on its day, pays what CSV and plan say to the unit, and is settled when it is due
// - every distributor earns what his sales and his downline's give; all of it is claimed
// - what came in is what went to people, company, pool and escrow
// - the engine computes the same, in the run and, from exported files, by the upline command
// - the journal's head, recomputed from the events, is the chain's; two runs give the same
// - the last lines are the auditor's verdict, from the chain alone, and upline audit repeats it
// - a person finds everything in the report; a machine gets the same as JSON
// - it stays up: a wallet connects and acts; Ctrl-C stops it
// - wrong data, ports and options are refused, with what to do

const START = "scripts/start.ts";
const DAY = 86_400;
/** Shows what the command prints for the export. */
const README = "examples/chinook/README.md";

interface JsonCredit {
  readonly level: string;
  readonly id: string;
  readonly amount: string;
}

interface JsonSale {
  readonly invoice: number;
  readonly buyer: string;
  readonly seller: string;
  readonly ref: string;
  readonly campaign: string;
  readonly total: string;
  readonly profit: string;
  readonly pool: string;
  readonly company: string;
  readonly credits: readonly JsonCredit[];
  readonly placed: { readonly time: string };
  readonly settled: { readonly time: string };
}

interface JsonReport {
  readonly addresses: { readonly core: string; readonly token: string };
  readonly unit: { readonly decimals: number; readonly symbol: string };
  readonly money: Record<
    "paidIn" | "people" | "company" | "pool" | "escrow" | "left" | "claimedByPeople" | "claimedByCompany",
    string
  > & { readonly levels: readonly { readonly paid: string; readonly unpaid: Record<string, string> }[] };
  readonly distributors: readonly {
    readonly id: string;
    readonly employee: number;
    readonly title: string;
    readonly rank: string;
    readonly sponsor: string;
    readonly sales: number;
    readonly profit: string;
    readonly commissions: readonly string[];
    readonly total: string;
    readonly claimed: string;
  }[];
  readonly sales: readonly JsonSale[];
  readonly explained: { readonly invoice: number; readonly sentences: readonly string[] };
  readonly gas: readonly {
    readonly operation: string;
    readonly count: number;
    readonly min: string;
    readonly max: string;
  }[];
  readonly journal: {
    readonly complete: boolean;
    readonly recomputed: string;
    readonly onChain: string;
    readonly events: number;
  };
  readonly secondOpinion: Readonly<Record<"sales" | "amounts" | "people" | "parts", number>>;
  readonly audit: {
    readonly verdict: string;
    readonly block: string;
    readonly checks: readonly { readonly check: string; readonly verdict: string; readonly summary: string }[];
  };
  readonly endpoint?: string;
  readonly accounts?: readonly { readonly who: string; readonly address: string; readonly privateKey: string }[];
}

describe("npm start", function () {
  this.timeout(180_000);

  let expected: ExpectedSale[];
  let ended: Ended;
  let report: JsonReport;
  let folder: string;

  before(async function () {
    leaveOutUnderCoverage(this);
    expected = expectedSales();
    await killedInTheMiddle();
    folder = mkdtempSync(join(tmpdir(), "chinook-export-"));
    ended = await start("npm", ["start", "--silent", "--", "--once", "--json", "--export", folder]).ended;
    expect(ended.code, ended.stderr).to.equal(0);
    report = JSON.parse(ended.stdout) as JsonReport;
  });

  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  /** Begins a run and kills it among the sales. */
  async function killedInTheMiddle(): Promise<void> {
    const running = startScript(START);
    await written(running, "stderr", "Sales");
    running.child.kill("SIGKILL");
    expect((await running.ended).code, "killed, not ended by itself").to.equal(null);
  }

  describe("the sales", () => {
    it("[SALE-1] are the invoices, each on its day and with its number", () => {
      expect(report.sales).to.have.length(412);
      const found = byInvoice(report);
      for (const { invoice, day, total } of expected) {
        const sale = found.get(invoice);
        expect(sale?.total, `total of invoice ${invoice}`).to.equal(total.toString());
        expect(sale?.ref).to.equal(encodeBytes32String(`${invoice}`));
        expect(sale?.campaign).to.equal(day.slice(0, 7).replace("-", ""));
        expect(Number(sale?.placed.time), `day of invoice ${invoice}`).to.equal(Date.parse(`${day}T00:00:00Z`) / 1000);
      }
    });

    it("[SALE-7] pay what the CSV files and the plan say, to the unit", () => {
      const found = byInvoice(report);
      for (const { invoice, seller, profit, commissions, company } of expected) {
        const sale = found.get(invoice);
        expect(sale?.seller).to.equal(idOf(seller));
        expect(sale?.profit, `profit of invoice ${invoice}`).to.equal(profit.toString());
        expect(sale?.company, `company's part of invoice ${invoice}`).to.equal(company.toString());
        expect(sale?.pool).to.equal("0");
        const credits = commissions.map(({ level, employee, amount }) => ({
          level: `${level}`,
          id: idOf(employee),
          amount: (level === 0 ? amount + profit : amount).toString(),
          differential: "0",
        }));
        expect(sale?.credits, `credits of invoice ${invoice}`).to.deep.equal(credits);
      }
    });

    it("[SETTLE-1] are settled on the day on which the return window ends", () => {
      for (const { invoice, placed, settled } of report.sales) {
        expect(Number(settled.time) - Number(placed.time), `invoice ${invoice}`).to.equal(RETURN_DAYS * DAY);
      }
    });

    it("[SALE-3] are each bought by the customer's own wallet", () => {
      const buyers = new Map<number, Set<string>>();
      const found = byInvoice(report);
      for (const { invoice, customer } of expected) {
        buyers.set(customer, (buyers.get(customer) ?? new Set()).add(found.get(invoice)?.buyer ?? ""));
      }
      expect(buyers.size).to.equal(59);
      expect(new Set([...buyers.values()].flatMap((wallets) => [...wallets])).size).to.equal(59);
      for (const wallets of buyers.values()) expect(wallets.size).to.equal(1);
    });
  });

  describe("the people", () => {
    it("[NET-5] are enrolled under whom they report to, with the rank of their title", () => {
      const found = report.distributors.map(({ id, title, sponsor, rank }) => ({ id, title, sponsor, rank }));
      expect(found).to.deep.equal(
        employees.map(({ number, title, superior, rank }) => ({
          id: idOf(number),
          title,
          sponsor: superior === 0 ? "1" : idOf(superior),
          rank: `${rank}`,
        })),
      );
    });

    it("earn what their own sales and their downline's give, to the unit", () => {
      for (const { employee, sales, profit, commissions, total } of report.distributors) {
        const own = expected.filter(({ seller }) => seller === employee);
        const at = (level: number) =>
          sum(
            expected
              .flatMap((sale) => sale.commissions)
              .filter((one) => one.employee === employee && one.level === level),
          );
        const ownProfit = own.reduce((rest, sale) => rest + sale.profit, 0n);
        expect(sales, `sales of employee ${employee}`).to.equal(own.length);
        expect(profit, `profit of employee ${employee}`).to.equal(ownProfit.toString());
        expect(commissions, `commissions of employee ${employee}`).to.deep.equal([0, 1, 2, 3].map((n) => `${at(n)}`));
        expect(total, `earnings of employee ${employee}`).to.equal(`${ownProfit + at(0) + at(1) + at(2) + at(3)}`);
      }
    });

    it("earn what can be checked by hand: the Sales Manager's 8 % of 75 % of 65 % of 2,328.60", () => {
      const manager = report.distributors.find(({ title }) => title === "Sales Manager");
      expect(manager?.total).to.equal(millionths("90.815400").toString());
      expect((2_328_600_000n * 65n * 75n * 8n) / 1_000_000n).to.equal(millionths("90.815400"));
    });

    it("[PAY-1] have claimed everything", () => {
      for (const { claimed, total } of report.distributors) expect(claimed).to.equal(total);
      expect(report.money.left).to.equal("0");
    });
  });

  describe("the money", () => {
    it("[INV-1] that came in is what went to people, company, pool and escrow", () => {
      const { paidIn, people, company, pool, escrow } = report.money;
      const invoiced = rows("invoices.csv").reduce((rest, { total }) => rest + millionths(total ?? ""), 0n);
      expect(invoiced).to.equal(2_328_600_000n);
      expect(paidIn).to.equal(invoiced.toString());
      expect(BigInt(people) + BigInt(company) + BigInt(pool) + BigInt(escrow)).to.equal(invoiced);
      expect([pool, escrow]).to.deep.equal(["0", "0"]);
    });

    it("[SALE-7] of each party is the sum over its sales", () => {
      const company = expected.reduce((rest, sale) => rest + sale.company, 0n);
      const people = expected.reduce((rest, sale) => rest + sale.profit + sum(sale.commissions), 0n);
      expect(report.money.company).to.equal(company.toString()).and.to.equal(report.money.claimedByCompany);
      expect(report.money.people).to.equal(people.toString()).and.to.equal(report.money.claimedByPeople);
    });

    it("of a level that nobody got is named, with the reason", () => {
      const unpaid = expected.reduce((rest, { cv }) => rest + (cv * 300n) / 10_000n, 0n);
      expect(report.money.levels[3]).to.deep.include({ paid: "0", unpaid: { noUpline: unpaid.toString() } });
    });
  });

  describe("the report", () => {
    it("[JRN-1] ends with a journal that the events prove complete", () => {
      const { complete, recomputed, onChain, events } = report.journal;
      expect(complete).to.equal(true);
      expect(recomputed)
        .to.equal(onChain)
        .and.to.match(/^0x[0-9a-f]{40}$/);
      // Each purchase leaves at least its own event, each product and each person theirs.
      expect(events).to.be.greaterThan(412 + 1984 + 8);
    });

    it("ends with an audit that proves every claim from the chain alone", () => {
      const { verdict, block, checks } = report.audit;
      expect(checks.map(({ check, verdict: one }) => [check, one])).to.deep.equal(
        CHECKS.map((check) => [check, "verified"]),
      );
      expect(verdict).to.equal("verified");
      expect(block).to.match(/^0x[0-9a-f]{64}$/);
      const summary = new Map(checks.map(({ check, summary: text }) => [check, text]));
      expect(summary.get("amounts")).to.match(
        / credits of 412 sales were recomputed by the engine and equal, to the unit/,
      );
      expect(summary.get("journal")).to.include(`All ${report.journal.events} entries hash to the journal's head`);
    });

    it("counts the gas of every transaction by what it did", () => {
      const count = (begin: string) =>
        report.gas.filter(({ operation }) => operation.startsWith(begin)).reduce((rest, row) => rest + row.count, 0);
      for (const lines of [1, 2, 4, 6, 9, 14]) {
        const operation = `buy, ${lines} line${lines === 1 ? "" : "s"}`;
        const ofThat = expected.filter((sale) => sale.lines === lines).length;
        expect(report.gas.find((row) => row.operation === operation)?.count, operation).to.equal(ofThat);
      }
      expect(count("buy")).to.equal(412);
      expect(count("settle 1 ") + 2 * count("settle 2 ")).to.equal(412);
      expect(count("enrol")).to.equal(8);
      expect(count("token: approve")).to.equal(412);
      expect(count("claim")).to.equal(6);
      for (const { min, max, operation } of report.gas)
        expect(Number(min), operation).to.be.within(21_000, Number(max));
    });

    it("follows one sale to the wallets in sentences", () => {
      const { invoice, sentences } = report.explained;
      expect(invoice).to.equal(412);
      const text = sentences.join("\n");
      expect(text).to.include("On 2025-12-22 customer 58 (India) bought from his agent, distributor 4");
      expect(text).to.include("Retail profit, the rest of the price: 0.6965 tUSD");
      expect(text).to.include("Level 0: 10 % of the CV, 0.097012 tUSD, for distributor 4");
      expect(text).to.include("Level 1: 8 % of the CV, 0.07761 tUSD, for distributor 3");
      expect(text).to.include("Level 2: 5 % of the CV, 0.048506 tUSD, for distributor 2");
      expect(text).to.match(
        /Level 3: 3 % of the CV, 0\.029103 tUSD, is the company's, since there is no further upline/,
      );
      expect(text).to.include("The company gets all that is left: 1.070372 tUSD.");
      expect(text).to.match(/On 2026-01-05 it was over, and the operator settled the sale/);
      expect(text).to.match(/claimed all that had come together, 56\.759478 tUSD, these 0\.048506 tUSD among it: 0x/);
    });

    it("is all that stands on standard output; progress is on standard error", () => {
      expect(ended.stdout.startsWith("{")).to.equal(true);
      expect(ended.stderr).to.include("1,984 products added").and.to.include("Sales 412 of 412 invoices, 2025-12-22");
    });
  });

  describe("the second opinion", () => {
    it("[COMM-1] is that of every amount of every sale, and of everybody's earnings", () => {
      const amounts = expected.reduce((rest, { commissions }) => rest + commissions.length, 0);
      expect(report.secondOpinion).to.deep.equal({ sales: 412, amounts, people: 8, parts: 1 });
      expect(ended.stderr).to.include(`Plan, people and sales exported to ${folder}`);
    });

    it("[COMM-1] can be had again by the upline command, from the exported files, to the unit", async () => {
      const { earned, text } = await calculateExport(folder, join(folder, "out"));
      const paid = report.distributors.filter(({ total }) => total !== "0");
      expect(new Map([...earned].map(([id, amount]) => [id, `${millionths(amount)}`]))).to.deep.equal(
        new Map(paid.map(({ id, total }) => [id, total])),
      );
      const all = [...earned.values()].reduce((rest, amount) => rest + millionths(amount), 0n);
      expect(`${all}`).to.equal(report.money.people).and.to.equal("1076104069");
      const [, shown] = /^\$ npx upline plan calculate .*\n([\s\S]*?)```/m.exec(readFileSync(README, "utf8")) ?? [];
      expect(text, README).to.include(shown);
    });

    it("[COMM-1] goes on from the prices of the CSV files, to the unit", () => {
      const [head, ...lines] = readFileSync(join(folder, "sales.csv"), "utf8").trim().split("\n");
      expect(head).to.equal("id,seller,buyer,kind,price,wholesale,cv,time");
      const found = byInvoice(report);
      const told = expected.map(({ invoice, seller, day, total, profit, cv }) => {
        const amounts = [total, total - profit, cv].map((units) => fromUnits(units, 6).replaceAll(",", ""));
        return [invoice, idOf(seller), found.get(invoice)?.buyer, "retail", ...amounts, `${day}T00:00:00Z`].join();
      });
      expect(lines).to.deep.equal(told);
    });
  });

  describe("the network that stays up", () => {
    let running: Running;
    let text: string;
    let endpoint: string;
    let client: UplineClient;
    let provider: JsonRpcProvider;

    before(async () => {
      running = startScript(START, "--no-pages", "--explain", "5");
      await written(running, "stdout", "exit code 0");
      text = running.written().stdout;
      endpoint = /endpoint +(\S+)/.exec(text)?.[1] ?? "";
      provider = new JsonRpcProvider(endpoint, undefined, { cacheTimeout: -1, batchMaxCount: 1 });
      client = UplineClient.connect(/ core +(0x\w+)/.exec(text)?.[1] ?? "", provider);
    });

    after(() => {
      provider.destroy();
      running.child.kill("SIGKILL");
    });

    /** A wallet with the key that the report gives for somebody. */
    function walletOf(who: string): Wallet {
      const account = new RegExp(`account \\d+, ${who}.*\\n +address (0x\\w+)\\n +key +(0x\\w+)`).exec(text);
      const wallet = new Wallet(account?.[2] ?? "", provider);
      expect(wallet.address).to.equal(account?.[1]);
      return wallet;
    }

    /** A customer buys so many of the first product from distributor 10. */
    async function buyFromNewcomer(quantity: bigint): Promise<void> {
      const rest = { campaign: 0n, ref: encodeBytes32String("by hand"), lines: [{ product: 1n, quantity }] };
      const order = { seller: 10n, maxTotal: quantity * 1_990_000n, ...rest };
      const customer = UplineClient.connect(client.address, walletOf("customer 1"));
      await (await customer.buy(order, { approve: true })).wait();
    }

    it("shows a person where the money went, who earned what, and the sale that was asked for", () => {
      expect(text).to.include("✓ 1,076.104069 + 1,252.495931 + 0 + 0 = 2,328.600000, to the unit");
      expect(text).to.match(/retail profit +815\.010000 +35\.0 %/);
      expect(text).to.match(/3 +Sales Manager +2 +2 +– +– +– +90\.815400 +– +90\.815400\n/);
      expect(text).to.include("From sale to wallet: invoice 5\n");
      expect(text).to.match(/settle 2 sales at once +58 /);
      expect(text).to.match(/✓ The engine, .+, agrees to the unit: 412 sales, 1,236 amounts, 8 people\n/);
      expect(text).to.include("    npm start -- --once --export export\n    npx upline plan calculate --plan export/");
      expect(Math.max(...text.split("\n").map(({ length }) => length))).to.be.at.most(120);
    });

    it("is the same chain as in the first run, to the journal's head", () => {
      expect(text).to.include(`recomputed ${report.journal.recomputed}`);
    });

    it("lets somebody new enrol, and a customer buy from him", async () => {
      const [customer, seller, newcomer] = [walletOf("customer 1"), walletOf("distributor"), walletOf("somebody new")];
      const { timestamp } = (await provider.getBlock("latest")) ?? { timestamp: 0 };
      const invited = await UplineClient.connect(client.address, seller).invite(ANY_WALLET, BigInt(timestamp + DAY));
      const enrolling = UplineClient.connect(client.address, newcomer).enrol(invited.invitation, invited.signature);
      await (await enrolling).wait();
      expect((await client.distributor(newcomer.address))?.id).to.equal(10n);

      await buyFromNewcomer(1n);
      const [sale] = (await client.placedSales()).slice(-1);
      expect([sale?.buyer, sale?.seller]).to.deep.equal([customer.address, 10n]);
    });

    it("goes on from where the sales ended, by the computer's clock", async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      await provider.send("evm_mine", []);
      const latest = await provider.getBlock("latest");
      const end = Date.parse("2026-01-05T00:00:00Z") / 1000;
      expect(latest?.timestamp).to.be.within(end + 1, end + 600);
    });

    it("[SETTLE-1] [PAY-2] has a keeper that settles what is due and pays, with an account that is nobody's", async () => {
      const account = /A keeper works here, with account (\d+)/.exec(text)?.[1];
      const { address: keeper } = new Wallet(privateKey(Number(account)));
      const creditOf = async () =>
        (await client.placedSales()).at(-1)?.credits.find(({ id }) => id === 10n)?.amount ?? 0n;
      const first = await creditOf();
      await provider.send("evm_increaseTime", [RETURN_DAYS * DAY]);
      await written(running, "stderr", "Keeper: settled 1 sale (");
      const [settled] = (await client.core.queryFilter(client.core.filters.SalesSettled())).slice(-1);
      expect((await provider.getTransaction(settled?.transactionHash ?? ""))?.from).to.equal(keeper);
      // Less than what is pushed: the newcomer has to claim it, or to wait until there is more.
      expect(first > 0n && first < 1_000_000n).to.equal(true);
      expect((await client.distributor(10n))?.balance).to.equal(first);

      await buyFromNewcomer(2n);
      const second = await creditOf();
      await provider.send("evm_increaseTime", [RETURN_DAYS * DAY]);
      await written(running, "stderr", `Keeper: pushed ${formatAmount(first + second, report.unit)} to `);
      const { address } = walletOf("somebody new");
      expect(await (await client.token()).balanceOf(address)).to.equal(1_000_000_000n + first + second);
      expect((await client.distributor(10n))?.balance).to.equal(0n);
    });

    it("[JRN-1] can have its journal checked by the script alone", async () => {
      const args = ["--rpc", endpoint, "--core", client.address];
      const [whole, part, foreign] = await Promise.all([
        runScript("scripts/journal.ts", ...args, "--json"),
        runScript("scripts/journal.ts", ...args, "--from", "100"),
        runScript("scripts/journal.ts", "--rpc", endpoint, "--core", `0x${"11".repeat(20)}`),
      ]);
      expect(whole.code, whole.stderr).to.equal(0);
      const check = JSON.parse(whole.stdout) as JsonReport["journal"];
      expect(check.complete).to.equal(true);
      expect(check.events).to.be.greaterThan(report.journal.events);
      expect(BigInt(check.recomputed)).to.equal(await client.core.journalHead());
      expect(part.code).to.equal(3);
      expect(part.stdout).to.include("INCOMPLETE");
      expect(foreign.code).to.equal(1);
      expect(foreign.stderr).to.include("there is no contract at");
    });

    it("says the verdict of its audit last, and lets anybody repeat it by the command it names", async () => {
      const lines = text.trimEnd().split("\n");
      expect(lines.at(-1)).to.equal("  ✓ VERIFIED, exit code 0");
      const command = lines
        .slice(lines.indexOf("  Repeat it:") + 1, -2)
        .join(" ")
        .replaceAll("\\", " ");
      const args = command.trim().split(/ +/).slice(2);
      expect(args.slice(0, 2)).to.deep.equal(["audit", "--rpc"]);
      const repeated = await upline([...args, "--json"]);
      expect(repeated.code, repeated.stderr).to.equal(0);
      const audit = JSON.parse(repeated.stdout) as JsonReport["audit"];
      expect(audit.verdict).to.equal("verified");
      expect(audit.checks.map(({ check, verdict }) => [check, verdict])).to.deep.equal(
        CHECKS.map((check) => [check, "verified"]),
      );
    });

    it("has its port to itself", async () => {
      const second = await runScript(START, "--port", new URL(endpoint).port);
      expect(second.code).to.equal(1);
      expect(second.stderr)
        .to.match(/port \d+ on 127\.0\.0\.1 is in use/)
        .and.to.include("--port");
    });

    it("is stopped by Ctrl-C", async () => {
      running.child.kill("SIGINT");
      const { code, stderr } = await running.ended;
      expect(code).to.equal(0);
      expect(stderr).to.include("Stopped.");
    });
  });

  describe("the command", () => {
    it("explains itself, and ends with 2 on wrong usage", async () => {
      const [help, option, port, journal] = await Promise.all([
        runScript(START, "--help"),
        runScript(START, "--twice"),
        runScript(START, "--port", "70000"),
        runScript("scripts/journal.ts", "--core", "0x12"),
      ]);
      expect(help.code).to.equal(0);
      for (const name of ["--once", "--no-pages", "--json", "--export", "--explain", "--data", "--port"])
        expect(help.stdout).to.include(name);
      expect([option.code, port.code, journal.code]).to.deep.equal([2, 2, 2]);
      expect(option.stderr).to.include("unknown option '--twice'");
      expect(port.stderr).to.include("from 1 to 65535");
    });

    it("takes the next free port where the usual one is in use", async () => {
      const taken = createServer();
      await new Promise<void>((resolve) => {
        // Another program may have it; then it is in use as well.
        taken.once("error", () => resolve()).listen(USUAL_PORT, "127.0.0.1", resolve);
      });
      const { port } = await findEndpoint("127.0.0.1");
      expect(port).to.be.within(USUAL_PORT + 1, USUAL_PORT + 99);
      taken.close();
    });

    it("refuses a folder for its export that has something in it, before it starts anything", async () => {
      const { code, stderr, stdout } = await runScript(START, "--once", "--export", "examples");
      expect([code, stdout]).to.deep.equal([1, ""]);
      expect(stderr).to.include("cannot export to examples: it is not empty").and.not.to.include("network");
    });

    it("refuses wrong data with file, line and column, before it starts anything", async () => {
      const folder = mkdtempSync(join(tmpdir(), "chinook-"));
      cpSync("examples/chinook", folder, { recursive: true });
      const invoices = readFileSync(join(folder, "invoices.csv"), "utf8");
      writeFileSync(join(folder, "invoices.csv"), invoices.replace("2,4,2021-01-02", "2,4,2021-02-30"));
      const [wrong, missing, invoice] = await Promise.all([
        runScript(START, "--once", "--data", folder),
        runScript(START, "--once", "--data", join(folder, "nowhere")),
        runScript(START, "--once", "--explain", "413"),
      ]);
      rmSync(folder, { recursive: true });
      expect([wrong.code, missing.code, invoice.code]).to.deep.equal([1, 1, 1]);
      expect(wrong.stderr).to.match(/invoices\.csv, line 3, column "invoice_date": "2021-02-30", expected a day like/);
      expect(wrong.stderr).to.include("nothing was sent").and.not.to.include("network");
      expect(missing.stderr).to.include("plan.json").and.to.include("--data");
      expect(invoice.stderr).to.include("there is no invoice 413");
    });
  });
});

/** A distributor's id: the company is 1. */
function idOf(employee: number): string {
  return `${employee + 1}`;
}

function byInvoice({ sales }: JsonReport): ReadonlyMap<number, JsonSale> {
  return new Map(sales.map((sale) => [sale.invoice, sale]));
}

function sum(credits: readonly { readonly amount: bigint }[]): bigint {
  return credits.reduce((rest, { amount }) => rest + amount, 0n);
}
