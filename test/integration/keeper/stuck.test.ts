import { expect } from "chai";
import { HDNodeWallet, toQuantity } from "ethers";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { KeeperBench, until } from "../../helpers/keeping.ts";
import type { Member } from "../../helpers/market.ts";

// scripts/keeper.ts and its transactions
// - one that is stuck is replaced by the same with at least an eighth more, up to a limit
// - a transaction of the account that is not the keeper's own is left alone, and waited for
// - a node that knows the transaction, has used its number, or wants more for it
// - nothing is begun while gas costs too much
// - an account without money

const GWEI = 10n ** 9n;

interface Pending {
  readonly hash: string;
  readonly nonce: string;
  readonly input: string;
  readonly maxFeePerGas: string;
  readonly maxPriorityFeePerGas: string;
}

describe("scripts/keeper.ts and its transactions", () => {
  let bench: KeeperBench;
  let line: readonly Member[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await KeeperBench.open();
    line = await bench.market.line(3);
    const snapshot = await bench.market.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });

  beforeEach(async () => {
    await restore();
    bench.endpoint.reset();
  });
  afterEach(async () => {
    await bench.stopAll();
    await node("evm_setAutomine", true);
  });
  after(() => bench.close());

  const node = (method: string, ...params: readonly unknown[]) =>
    bench.market.ethers.provider.send(method, [...params]);
  /** What waits, also what offers too little for the next block. */
  const waiting = async () => (await node("eth_pendingTransactions")) as Pending[];

  async function dueSales(): Promise<readonly bigint[]> {
    const ids = await bench.sell(line);
    await bench.market.passWindows();
    return ids;
  }

  /** From now on the next blocks' base fee is this. */
  async function baseFee(wei: bigint): Promise<void> {
    await node("hardhat_setNextBlockBaseFeePerGas", toQuantity(wei));
    await node("evm_mine");
  }

  it("replaces one that is stuck by the same with at least an eighth more", async () => {
    const ids = await dueSales();
    await node("evm_setAutomine", false);
    const keeper = bench.start(bench.args(bench.newState()), "--stuck-after", "500ms");
    await until(async () => (await waiting()).length === 1, "it to have sent");
    const [first] = await waiting();
    await baseFee(50n * GWEI);
    await keeper.says("is stuck at");
    await until(async () => (await waiting())[0]?.hash !== first?.hash, "it to have replaced it");
    const [second, ...others] = await waiting();
    expect(others).to.deep.equal([]);
    expect([second?.nonce, second?.input]).to.deep.equal([first?.nonce, first?.input]);
    for (const fee of ["maxFeePerGas", "maxPriorityFeePerGas"] as const) {
      expect(BigInt(second![fee]) * 8n >= BigInt(first![fee]) * 9n, fee).to.equal(true);
    }
    await node("evm_mine");
    await keeper.says("settled 3 sales (");
    expect(await bench.timesSettled(ids)).to.deep.equal([1, 1, 1]);
  });

  it("offers no more than the limit, and waits", async () => {
    await dueSales();
    await node("evm_setAutomine", false);
    const limits = ["--max-fee-per-gas", "20", "--max-fee", "30"];
    const keeper = bench.start(bench.args(bench.newState()), "--stuck-after", "500ms", ...limits);
    await until(async () => (await waiting()).length === 1, "it to have sent");
    await baseFee(500n * GWEI);
    await keeper.says("more is above --max-fee");
    const [last] = await waiting();
    expect(BigInt(last!.maxFeePerGas) <= 30n * GWEI).to.equal(true);
    await baseFee(10n * GWEI);
    await node("evm_mine");
    await keeper.says("settled 3 sales (");
  });

  it("leaves alone what others send with its account, and waits for it", async () => {
    const ids = await dueSales();
    await node("evm_setAutomine", false);
    const [from] = bench.accounts;
    const foreign = (await node("eth_sendTransaction", {
      from,
      to: bench.market.customer.address,
      value: "0x1",
    })) as string;
    const keeper = bench.start(bench.args(bench.newState()), "--stuck-after", "500ms");
    await keeper.says("that this keeper has not sent");
    expect((await waiting()).map(({ hash }) => hash)).to.deep.equal([foreign]);
    await node("evm_setAutomine", true);
    await node("evm_mine");
    await bench.finished(ids);
  });

  it("leaves it alone as well where the node does not count what waits", async () => {
    await dueSales();
    await node("evm_setAutomine", false);
    const [from] = bench.accounts;
    const foreign = await node("eth_sendTransaction", { from, to: bench.market.customer.address, value: "0x1" });
    bench.endpoint.change = ({ method }, result) => (method === "eth_getTransactionCount" ? "0x0" : result);
    const keeper = bench.start(bench.args(bench.newState()), "--stuck-after", "100ms");
    const refused = () => bench.endpoint.asked.filter(({ method }) => method === "eth_sendTransaction").length;
    await until(() => refused() >= 2, "it to have tried twice");
    expect(keeper.said).to.include("that this keeper has not sent");
    expect((await waiting()).map(({ hash }) => hash)).to.deep.equal([foreign]);
  });

  it("fills a gap in its account's numbers", async () => {
    const ids = await dueSales();
    const [from] = bench.accounts;
    await node("evm_setAutomine", false);
    await node("eth_sendTransaction", { from, to: bench.market.customer.address, nonce: "0x1" });
    await node("evm_setAutomine", true);
    const { code } = await bench.once(bench.args(bench.newState()), "--no-push");
    expect(code).to.equal(0);
    expect(await bench.timesSettled(ids)).to.deep.equal([1, 1, 1]);
    await until(async () => (await bench.tools.sent(from!)) === 2, "the one after the gap to be in a block");
  });

  it("signs with a key of Hardhat's configuration, which the node does not have", async () => {
    const ids = await dueSales();
    const wallet = HDNodeWallet.createRandom();
    await bench.market.networkHelpers.setBalance(wallet.address, 10n ** 20n);
    process.env["SEPOLIA_RPC_URL"] = bench.endpoint.url;
    process.env["SEPOLIA_DEPLOYER_KEY"] = wallet.privateKey;
    try {
      const args = ["--network", "sepolia", "--core", bench.market.address, "--state", bench.newState(), "--once"];
      const { code, stdout, stderr } = await bench.startProcess(args).ended;
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include(`with ${wallet.address}`).and.to.include("settled 3 sales (");
      expect(stdout + stderr).not.to.include(wallet.privateKey.slice(2));
    } finally {
      delete process.env["SEPOLIA_RPC_URL"];
      delete process.env["SEPOLIA_DEPLOYER_KEY"];
    }
    expect(await bench.timesSettled(ids)).to.deep.equal([1, 1, 1]);
  });

  for (const [message, sent] of [
    ["already known", true],
    ["nonce too low: next nonce 1, tx nonce 0", true],
    ["fetch failed", true],
    ["replacement transaction underpriced", false],
  ] as const) {
    it(`goes on after the node said "${message}"`, async () => {
      const ids = await dueSales();
      let refused = 0;
      if (sent) {
        // The node has it, but its first answer is lost on the way.
        bench.endpoint.change = ({ method }, result) =>
          method === "eth_sendTransaction" && refused++ === 0 ? new Error(message) : result;
      } else {
        bench.endpoint.refuse = ({ method }) =>
          method === "eth_sendTransaction" && refused++ === 0 ? { code: -32000, message } : undefined;
      }
      const keeper = bench.start(bench.args(bench.newState()));
      await bench.finished(ids);
      await keeper.says("settled 3 sales (");
      expect(await bench.timesSettled(ids)).to.deep.equal([1, 1, 1]);
      expect(refused).to.be.at.least(1);
    });
  }

  it("begins nothing while gas costs too much", async () => {
    const ids = await dueSales();
    const once = (...args: readonly string[]) => bench.once(bench.args(bench.newState()), ...args);
    await baseFee(40n * GWEI);
    const dear = await once("--max-fee-per-gas", "10");
    expect(dear.code).to.equal(1);
    expect(dear.stdout).to.match(/gas costs [34]\d(\.\d+)? gwei, and nothing is begun above 10/);
    expect(await bench.open(ids)).to.deep.equal(ids);
    expect((await once("--max-fee-per-gas", "60")).code).to.equal(0);
  });

  it("says that its account has no money, and goes on when it has", async () => {
    const ids = await dueSales();
    const { networkHelpers } = bench.market;
    const account = bench.accounts[0]!;
    await networkHelpers.setBalance(account, 1n);
    const keeper = bench.start(bench.args(bench.newState()));
    await keeper.says("too little of the chain's own currency");
    await networkHelpers.setBalance(account, 10n ** 20n);
    await bench.finished(ids);
  });
});
