import { expect } from "chai";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { freePort, healthAt, KeeperBench, until } from "../../helpers/keeping.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import type { Member } from "../../helpers/market.ts";

// scripts/keeper.ts and what chains and endpoints do
// - blocks are taken back, few or more than it takes as final: it settles what the chain has, and nothing else
// - the endpoint goes down and comes back; it is down when the keeper starts
// - the endpoint answers pages of few blocks only
// - the endpoint lags behind and leaves events out without a word
// - a sale that spoils every batch it is in holds up no other
// - an endpoint without a pending block

type Logs = readonly { readonly blockNumber: string }[];

describe("scripts/keeper.ts and what chains and endpoints do", () => {
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
    bench.endpoint.reset();
  });
  afterEach(() => bench.stopAll());
  after(() => bench.close());

  for (const [depth, what] of [
    [3, "few"],
    [30, "more than it takes as final"],
  ] as const) {
    it(`settles what the chain has after ${what} blocks were taken back`, async () => {
      const { market } = bench;
      const [kept] = await bench.sell(line.slice(0, 1));
      await market.networkHelpers.mine(20);
      const fork = await market.networkHelpers.takeSnapshot();
      await bench.sell(line.slice(1, 3));
      await market.networkHelpers.mine(depth);
      const port = await freePort();
      const keeper = bench.start(bench.args(bench.newState()), "--health-port", `${port}`);
      await until(async () => (await healthAt(port)).openSales === 3, "it to have read the sales");
      await fork.restore();
      // The first of the new branch has the very id that the first of the old one had.
      const instead = await bench.sell(line.slice(3));
      await market.networkHelpers.mine(depth + 5);
      await until(async () => (await healthAt(port)).openSales === 2, "it to have read the other branch");
      await market.passWindows();
      await bench.finished([kept!, ...instead]);
      const { reorganisations } = await healthAt(port);
      expect(reorganisations).to.be.at.least(1);
      const { code, stdout } = await keeper.stop();
      expect(code).to.equal(0);
      expect(stdout).to.include("settled 2 sales (").and.not.to.include("cannot settle");
      await expectConserved(market);
    });
  }

  it("goes on when the endpoint comes back", async () => {
    const ids = await bench.sell(line);
    bench.endpoint.down();
    const port = await freePort();
    const keeper = bench.start(bench.args(bench.newState()), "--health-port", `${port}`, "--patience", "500ms");
    await keeper.says("There is no connection to the chain");
    await until(async () => !(await healthAt(port)).healthy, "it to be unhealthy");
    await bench.endpoint.up();
    await keeper.says("keeping");
    await until(async () => (await healthAt(port)).healthy, "it to be healthy");

    bench.endpoint.down();
    await bench.market.passWindows();
    await until(async () => !(await healthAt(port)).healthy, "it to be unhealthy again");
    expect((await healthAt(port)).problems.join()).to.include("no round has succeeded for");
    await bench.endpoint.up();
    await bench.finished(ids);
    expect((await keeper.stop()).code).to.equal(0);
  });

  it("reads the events of an endpoint that answers few blocks at a time", async () => {
    const ids = await bench.sell(line, 3);
    await bench.market.passWindows();
    bench.endpoint.refuse = ({ method, params: [filter] }) => {
      if (method !== "eth_getLogs") return undefined;
      const { fromBlock, toBlock } = filter as { fromBlock: string; toBlock: string };
      return Number(toBlock) - Number(fromBlock) < 5 ? undefined : { code: -32005, message: "block range is too wide" };
    };
    const { code } = await bench.once(bench.args(bench.newState()));
    expect(code).to.equal(0);
    expect(await bench.timesSettled(ids)).to.deep.equal(ids.map(() => 1));
    const pages = bench.endpoint.asked.filter(({ method }) => method === "eth_getLogs").length;
    expect(pages).to.be.lessThan((await bench.tools.height()) / 2);
  });

  it("finds later what an endpoint had left out", async () => {
    const height = await bench.tools.height();
    const ids = await bench.sell(line);
    // It knows the last blocks, but not yet what is in them.
    bench.endpoint.change = ({ method }, result) =>
      method === "eth_getLogs" ? (result as Logs).filter(({ blockNumber }) => Number(blockNumber) <= height) : result;
    const port = await freePort();
    bench.start(bench.args(bench.newState()), "--health-port", `${port}`);
    await until(async () => (await healthAt(port)).block === height + 4, "it to have read all blocks");
    expect((await healthAt(port)).openSales).to.equal(0);
    bench.endpoint.reset();
    await bench.market.passWindows();
    await bench.market.networkHelpers.mine(20);
    await bench.finished(ids);
  });

  it("sets aside a sale that spoils every batch, and settles all others", async () => {
    const ids = await bench.sell(line, 4);
    await bench.market.passWindows();
    const poison = ids[5]!;
    const inHex = poison.toString(16).padStart(40, "0");
    bench.endpoint.refuse = ({ method, params }) =>
      ["eth_call", "eth_estimateGas"].includes(method) &&
      JSON.stringify(params).includes(inHex) &&
      JSON.stringify(params).length > 600
        ? { code: -32000, message: "execution failed: invalid opcode" }
        : undefined;
    const { code, stdout } = await bench.once(bench.args(bench.newState()));
    expect(code).to.equal(1);
    expect(stdout).to.include(`cannot settle sale 0x${inHex}: `);
    expect(await bench.open(ids)).to.deep.equal([poison]);
    expect(await bench.timesSettled(ids)).to.deep.equal(ids.map((id) => (id === poison ? 0 : 1)));
    bench.endpoint.refuse = () => undefined;
    expect((await bench.once(bench.args(bench.newState()))).code).to.equal(0);
    expect(await bench.open(ids)).to.deep.equal([]);
  });

  it("works with an endpoint that has no pending block", async () => {
    const ids = await bench.sell(line);
    await bench.market.passWindows();
    bench.endpoint.refuse = ({ method, params }) =>
      method !== "eth_getTransactionCount" && params.includes("pending")
        ? { code: -32000, message: "pending block is not available" }
        : undefined;
    const { code, stderr } = await bench.once(bench.args(bench.newState()));
    expect(code, stderr).to.equal(0);
    expect(await bench.open(ids)).to.deep.equal([]);
  });
});
