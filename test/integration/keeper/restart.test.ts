import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { KeeperBench } from "../../helpers/keeping.ts";
import { runKilled } from "../../helpers/killing.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import type { Member } from "../../helpers/market.ts";
import { written } from "../../helpers/script.ts";

// scripts/keeper.ts, started again
// - killed at a transaction, before or after the chain has it, the next one settles the rest, and nothing twice
// - the next one waits for what the killed one had sent
// - it begins where the last one stopped; a checkpoint that is missing, damaged or of another chain costs a re-read
// - Ctrl-C and SIGTERM end it after the transaction under way, with exit code 0

describe("scripts/keeper.ts, started again", () => {
  let bench: KeeperBench;
  let line: readonly Member[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await KeeperBench.open();
    line = await bench.market.line(4);
    const snapshot = await bench.market.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });

  beforeEach(async () => {
    await restore();
    bench.endpoint.asked.length = 0;
  });
  afterEach(() => bench.stopAll());
  after(() => bench.close());

  const kill = (args: readonly string[], nth: number, when: "before" | "after") =>
    runKilled("scripts/keeper.ts", [...args, "--gas-limit", "120000"], bench.tools.chain.url, { nth, when });

  for (const when of ["before", "after"] as const) {
    it(`settles the rest when it was killed just ${when} a transaction reached the chain`, async () => {
      const ids = await bench.sell(line, 5);
      await bench.market.passWindows();
      const args = bench.args(bench.newState());
      const killed = await kill(args, 2, when);
      expect(killed.code, killed.stderr).to.equal(null);
      const left = await bench.open(ids);
      expect(left.length).to.be.within(1, ids.length - 1);
      const { code, stdout } = await bench.once(args);
      expect(code).to.equal(0);
      expect(stdout).to.include(`settled ${left.length} sales (`);
      expect(await bench.timesSettled(ids)).to.deep.equal(ids.map(() => 1));
      await expectConserved(bench.market);
    });
  }

  it("waits for what the one before it had sent", async () => {
    const ids = await bench.sell(line);
    await bench.market.passWindows();
    const args = bench.args(bench.newState());
    const { provider } = bench.market.ethers;
    await provider.send("evm_setAutomine", [false]);
    try {
      await kill(args, 1, "after");
      const keeper = bench.start(args);
      await keeper.says("a transaction of an earlier run waits");
      await provider.send("evm_mine", []);
      await keeper.says("settled 4 sales (");
    } finally {
      await provider.send("evm_setAutomine", [true]);
    }
    expect(await bench.timesSettled(ids)).to.deep.equal(ids.map(() => 1));
  });

  /** The first blocks of all pages that were read. */
  const firstBlocks = () =>
    bench.endpoint.asked
      .splice(0)
      .filter(({ method }) => method === "eth_getLogs")
      .map(({ params: [filter] }) => Number((filter as { fromBlock: string }).fromBlock));

  it("begins where the last one stopped, and reads all again where it cannot", async () => {
    await bench.sell(line, 3);
    const state = bench.newState();
    const args = bench.args(state);
    await bench.once(args);
    expect(Math.min(...firstBlocks())).to.equal(0);
    await bench.once(args);
    const height = await bench.tools.height();
    expect(Math.min(...firstBlocks())).to.be.within(height - 15, height);

    const file = join(state, readdirSync(state).find((name) => !name.includes("sending")) ?? "");
    const whole = readFileSync(file, "utf8");
    for (const [damaged, reason] of [
      [whole.slice(0, -20), "it is damaged"],
      [whole.replace(/"balance"|"\d+"/, '"1"'), "it is damaged"],
      ["", "it is damaged"],
    ] as const) {
      writeFileSync(file, damaged);
      const { code, stdout } = await bench.once(args);
      expect(code).to.equal(0);
      expect(stdout).to.include(reason);
      expect(Math.min(...firstBlocks())).to.equal(0);
    }
    await bench.market.passWindows();
    expect((await bench.once(args)).stdout).to.include("settled 12 sales (");
  });

  it("reads all again where its checkpoint is of another chain", async () => {
    const args = bench.args(bench.newState());
    await bench.sell(line);
    await bench.market.networkHelpers.mine(20);
    await bench.once(args);
    firstBlocks();
    await restore();
    await bench.market.networkHelpers.mine(40);
    const ids = await bench.sell(line.slice(1));
    await bench.market.passWindows();
    expect((await bench.once(args)).stdout).to.include("settled 3 sales (");
    expect(firstBlocks()).to.include(0);
    expect(await bench.timesSettled(ids)).to.deep.equal([1, 1, 1]);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends after the transaction under way on ${signal}`, async () => {
      const ids = await bench.sell(line);
      await bench.market.passWindows();
      const { provider } = bench.market.ethers;
      await provider.send("evm_setAutomine", [false]);
      const running = bench.startProcess(bench.args(bench.newState()));
      try {
        while ((await provider.getTransactionCount(bench.accounts[0]!, "pending")) === 0)
          await written(running, "stdout", "keeping");
        running.child.kill(signal);
        await provider.send("evm_mine", []);
        const { code, stdout, stderr } = await running.ended;
        expect(code, stderr).to.equal(0);
        expect(stdout).to.include("settled 4 sales (");
      } finally {
        await provider.send("evm_setAutomine", [true]);
        running.child.kill("SIGKILL");
      }
      expect(await bench.timesSettled(ids)).to.deep.equal(ids.map(() => 1));
    });
  }
});
