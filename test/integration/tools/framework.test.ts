import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import hre from "hardhat";
import { writeWhole } from "../../../packages/cli/src/files/whole-file.ts";
import { parsePlan } from "../../../packages/protocol/src/index.ts";
import { cancelOperation } from "../../../scripts/cancel-operation.ts";
import { cancelPlan } from "../../../scripts/cancel-plan.ts";
import { claim } from "../../../scripts/claim.ts";
import { closeProducts } from "../../../scripts/close-products.ts";
import { decideReturns } from "../../../scripts/decide-returns.ts";
import { explainCredit } from "../../../scripts/explain-credit.ts";
import { grantRole } from "../../../scripts/grant-role.ts";
import { importDistributors } from "../../../scripts/import-distributors.ts";
import { importProducts } from "../../../scripts/import-products.ts";
import { importSales } from "../../../scripts/import-sales.ts";
import { liftHold } from "../../../scripts/lift-hold.ts";
import { moveWallet } from "../../../scripts/move-wallet.ts";
import { open } from "../../../scripts/open.ts";
import { type Batch, Cutter, type Job } from "../../../scripts/operator/batches.ts";
import type { Desk } from "../../../scripts/operator/desk.ts";
import { recordFolder } from "../../../scripts/operator/networks.ts";
import { askSecret, PasswordMissing } from "../../../scripts/operator/prompts.ts";
import { pause } from "../../../scripts/pause.ts";
import { placeHold } from "../../../scripts/place-hold.ts";
import { push } from "../../../scripts/push.ts";
import { recoverWallet } from "../../../scripts/recover-wallet.ts";
import { returnSales } from "../../../scripts/return-sales.ts";
import { revokeRole } from "../../../scripts/revoke-role.ts";
import { schedulePlan } from "../../../scripts/schedule-plan.ts";
import { sendProposal } from "../../../scripts/send-proposal.ts";
import { setRanks } from "../../../scripts/set-ranks.ts";
import { setScreen } from "../../../scripts/set-screen.ts";
import { settle } from "../../../scripts/settle.ts";
import { showDistributor } from "../../../scripts/show-distributor.ts";
import { showPowers } from "../../../scripts/show-powers.ts";
import { showSale } from "../../../scripts/show-sale.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { runScript } from "../../helpers/script.ts";
import { ToolBench } from "../../helpers/tools.ts";

// What all tools have in common
// - help, exit codes, errors for people and machines
// - the programme by --core or by the deployment's record; keys from the configuration
// - a transaction that an interrupted run has sent is waited for
// - batches fit the gas limit, whatever items cost
// - files are written whole or not at all; secrets are asked for beside the results

const READING = [explainCredit, showDistributor, showPowers, showSale];
const FOR_ANYBODY = [cancelOperation, push, sendProposal, settle];
const FOR_HOLDERS = [
  cancelPlan,
  claim,
  closeProducts,
  decideReturns,
  grantRole,
  importDistributors,
  importProducts,
  importSales,
  liftHold,
  moveWallet,
  open,
  pause,
  placeHold,
  recoverWallet,
  returnSales,
  revokeRole,
  schedulePlan,
  setRanks,
  setScreen,
];
/** Key of the third account of Hardhat's local networks, who is the operator here. */
const OPERATOR_KEY = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";

describe("the operators' tools", () => {
  let bench: ToolBench;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    await bench.market.line(2);
    bench.file("ranks.csv", "id,rank", "2,3");
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  describe("as commands", () => {
    it("explain themselves", async () => {
      for (const tool of READING) {
        const { code, stdout } = await bench.run(tool as typeof showPowers, "--help");
        expect(code).to.equal(0);
        expect(stdout).to.include(`Usage: ${tool.name}`).and.to.include("--json").and.to.include("Exit code: 0");
        expect(stdout).not.to.include("--dry-run");
      }
      for (const tool of [...FOR_ANYBODY, ...FOR_HOLDERS]) {
        const { stdout } = await bench.run(tool as typeof settle, "--help");
        expect(stdout).to.include(`Usage: ${tool.name}`).and.to.include("--dry-run").and.to.include("--as <address>");
        expect(stdout.includes("--propose <file>"), tool.name).to.equal(FOR_HOLDERS.includes(tool as typeof setRanks));
      }
      expect((await bench.run(setRanks, "--help")).stdout).to.include("Columns of the CSV file");
      const own = await runScript("scripts/settle.ts", "--help");
      expect([own.code, own.stdout.includes("Usage: settle")]).to.deep.equal([0, true]);
    });

    it("are each a script of that name", () => {
      for (const { name } of [...READING, ...FOR_ANYBODY, ...FOR_HOLDERS]) {
        expect(existsSync(`scripts/${name}.ts`), name).to.equal(true);
      }
    });

    it("are in docs/tools.md, with a plan that can be read", () => {
      const text = readFileSync("docs/tools.md", "utf8");
      for (const { name } of [...READING, ...FOR_ANYBODY, ...FOR_HOLDERS]) {
        expect(text).to.match(new RegExp(`^\\| \`${name}\` .*\`${name}\\.ts`, "m"));
      }
      const [, plan = ""] = /```json\n([^`]*)```/.exec(text) ?? [];
      expect(parsePlan(JSON.parse(plan)).rates).to.deep.equal([1000n, 800n, 500n, 300n]);
    });

    it("end with 2 on wrong usage", async () => {
      for (const args of [[], [bench.path("ranks.csv"), "--as", "0x12"], [bench.path("ranks.csv"), "--perhaps"]]) {
        const { code, stderr } = await bench.run(setRanks, ...args);
        expect([code, stderr.startsWith("error:")], stderr).to.deep.equal([2, true]);
      }
    });

    it("end with 1 on failure, and tell a machine what it was", async () => {
      const nowhere = await bench.run(showPowers, "--network", "nowhere");
      expect([nowhere.code, nowhere.stdout]).to.deep.equal([1, ""]);
      expect(nowhere.stderr).to.include('no network "nowhere"').and.to.include("localhost");
      const { operator } = bench.market;
      const missing = await bench.run(showPowers, "--core", operator.address, "--json");
      expect(missing.code).to.equal(1);
      expect(JSON.parse(missing.stdout).error).to.include({ name: "CoreMissing" });
      const dead = await bench.run(showPowers, "--rpc", "http://127.0.0.1:1");
      expect([dead.code, dead.stderr.includes("Error:")]).to.deep.equal([1, true]);
    });

    it("act only with accounts of the network", async () => {
      const { code, stderr } = await bench.run(settle, "--as", bench.address);
      expect(code).to.equal(1);
      expect(stderr).to.include(`${bench.address} is none of the accounts of network localhost`);
    });
  });

  describe("find the programme", () => {
    it("by the record of the deployment", async () => {
      const id = `chain-31337-test-tools-${process.pid}`;
      const folder = recordFolder(31_337n, id);
      const confirmed = (futureId: string, blockNumber: number) =>
        JSON.stringify({ type: "TRANSACTION_CONFIRM", futureId, receipt: { blockNumber, blockHash: "0x" } });
      mkdirSync(folder, { recursive: true });
      try {
        writeFileSync(join(folder, "journal.jsonl"), `${confirmed("M#Timelock", 1)}\n${confirmed("M#Upline", 2)}\n`);
        const addresses = { "M#Timelock": bench.market.operator.address, "M#Upline": bench.address };
        writeFileSync(join(folder, "deployed_addresses.json"), JSON.stringify(addresses));
        const found = await bench.withoutCore(showPowers, "--deployment-id", id, "--json");
        expect(JSON.parse(found.stdout)).to.include({ core: bench.address });
      } finally {
        rmSync(folder, { recursive: true });
      }
      const { code, stderr } = await bench.withoutCore(showPowers, "--deployment-id", id);
      expect(code).to.equal(1);
      expect(stderr).to.include("no programme is recorded for chain 31337").and.to.include("--core");
    });

    it("and add nothing where they were told to overlook its beginning", async () => {
      const height = await bench.height();
      const file = bench.file("any.csv", "sale,seller,product,quantity,unit_price", "S-1,2,1,1,100");
      for (const tool of [importSales, importProducts, importDistributors]) {
        const { code, stderr } = await bench.run(tool as typeof importSales, file, "--from", `${height}`);
        expect([code, stderr.includes("do not begin with its first")], stderr).to.deep.equal([1, true]);
      }
      expect(await bench.height()).to.equal(height);
    });

    it("and sign with the keys that the configuration names", async () => {
      process.env["SEPOLIA_DEPLOYER_KEY"] = OPERATOR_KEY;
      try {
        const done = await bench.json(setRanks, bench.path("ranks.csv"), "--network", "sepolia");
        expect(done).to.include({ done: 1, account: bench.market.operator.address });
        const dry = await bench.run(settle, "--network", "sepolia", "--as", bench.market.stranger.address);
        expect(dry.stderr).to.include(`of network sepolia: ${bench.market.operator.address}`);
      } finally {
        delete process.env["SEPOLIA_DEPLOYER_KEY"];
      }
      expect((await bench.market.core.distributor(2n)).rankNext).to.equal(3n);
    });
  });

  describe("wait for what was sent before", () => {
    const provider = () => bench.market.ethers.provider;

    beforeEach(async () => {
      await provider().send("evm_setAutomine", [false]);
      await bench.market.setRanks([{ id: 2n, wallet: bench.market.stranger }, 3]);
    });
    afterEach(() => provider().send("evm_setAutomine", [true]));

    it("and work out then what is left", async () => {
      const running = bench.run(setRanks, bench.path("ranks.csv"));
      await sleep(400);
      await provider().send("evm_mine", []);
      const { code, stdout, stderr } = await running;
      expect(code, stderr).to.equal(0);
      expect(stderr).to.include("is on its way; waiting until it is mined");
      expect(stdout).to.include("Nothing is to be done: 1 rank done before.");
    });

    it("and say so if it takes too long", async () => {
      const { code, stderr } = await bench.run(setRanks, bench.path("ranks.csv"), "--wait", "0");
      expect(code).to.equal(1);
      expect(stderr).to.match(/the transaction with nonce \d+ of 0x\w+ is not mined yet/);
    });
  });

  describe("cut their work by gas", () => {
    const LIMIT = 1_000n;

    /** Cuts so many items, of which a call with the items from..to costs what `gas` says. */
    async function cut(count: number, gas: (from: number, to: number) => bigint) {
      let tries = 0;
      const desk = {
        limit: LIMIT,
        estimate: async ({ data }: { data: string }) => {
          if (++tries > 100) throw new RangeError("this never ends");
          const [from = 0, to = 0] = data.split("-").map(Number);
          const needed = gas(from, to);
          if (needed > LIMIT) throw new Error("out of gas");
          return needed;
        },
      } as unknown as Desk;
      const items = Array.from({ length: count }, (_, i) => i);
      const job: Job<number> = {
        what: "items",
        items,
        inOrder: false,
        call: (some, start) => ({ to: "", data: `${start}-${start + some.length}` }),
      };
      const cutter = new Cutter(desk, job);
      const batches: Batch<number>[] = [];
      for (let start = 0; start < count; start += batches.at(-1)!.items.length) {
        batches.push(await cutter.next(start, batches.length));
      }
      expect(batches.flatMap(({ items: some }) => [...some])).to.deep.equal(items);
      return { sizes: batches.map(({ items: some }) => some.length), gas: batches.map((batch) => batch.gas), tries };
    }

    it("into few transactions with room to spare", async () => {
      const { sizes, gas, tries } = await cut(300, (from, to) => 100n + BigInt(to - from) * 7n);
      expect(sizes).to.deep.equal([80, 88, 88, 44]);
      for (const used of gas) expect(used).to.be.at.most((LIMIT * 4n) / 5n);
      expect(tries).to.equal(6);
    });

    it("however unequal items are", async () => {
      const dear = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, i) => (from + i >= 50 ? 150n : 1n)).reduce(
          (sum, cost) => sum + cost,
          10n,
        );
      const { gas } = await cut(100, dear);
      for (const used of gas) expect(used).to.be.at.most(LIMIT);
      const { sizes } = await cut(20, (from, to) => BigInt((to - from) ** 3) * 10n);
      expect(Math.max(...sizes)).to.equal(4);
      expect((await cut(3, () => 990n)).sizes).to.deep.equal([1, 1, 1]);
    });

    it("and fail where a single item does not fit", async () => {
      const failure = await cut(1, () => LIMIT + 1n).catch((error: unknown) => error);
      expect(failure).to.have.property("message", "out of gas");
    });
  });

  describe("write files and ask for secrets", () => {
    it("whole or not at all", () => {
      const file = bench.file("out.json", "old");
      writeWhole(file, "new");
      expect(readFileSync(file, "utf8")).to.equal("new");
      const folder = bench.path("taken");
      mkdirSync(folder);
      expect(() => writeWhole(folder, "new")).to.throw();
      expect(readdirSync(dirname(file)).filter((name) => name.endsWith(".tmp"))).to.deep.equal([]);
    });

    it("beside the results, and without showing what is typed", async () => {
      const [input, output] = [new PassThrough(), new PassThrough()];
      input.end("open sesame\n");
      expect(await askSecret({ input, output }, "keystore", "Password")).to.equal("open sesame");
      expect(output.read().toString()).to.equal("[keystore] Password: \n");
      const silent = new PassThrough();
      silent.end();
      const failure = await askSecret({ input: silent, output }, "keystore", "Password").catch(
        (error: unknown) => error,
      );
      expect(failure).to.be.instanceOf(PasswordMissing);
    });

    it("so that results can be piped", async () => {
      await bench.run(showPowers);
      const [write, heard] = [process.stderr.write, [] as string[]];
      process.stderr.write = (text: string | Uint8Array) => heard.push(String(text)) > 0;
      try {
        await hre.interruptions.displayMessage("keystore", "hello");
      } finally {
        process.stderr.write = write;
      }
      expect(heard).to.deep.equal(["[keystore] hello\n"]);
    });
  });
});
