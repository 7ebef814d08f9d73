import { explainError, UplineClient } from "@upline/protocol";
import { expect } from "chai";
import { type JsonRpcSigner, parseEther } from "ethers";
import { ReadProvider } from "../../src/chain/provider.ts";
import { Transport } from "../../src/chain/transport.ts";
import { type PageConfig, parseConfig } from "../../src/config/page-config.ts";
import { Runner, type RunnerContext } from "../../src/writes/runner.ts";
import type { TransactionStep, Write } from "../../src/writes/write.ts";
import type { LocalChain } from "../helpers/chain.ts";
import { world } from "../helpers/world.ts";

// a write, from its summary to its confirmation, on a real chain
// - is tried out before anything is asked of the wallet, and says the contract's reason where it would fail
// - is not begun without a wallet, on another chain, with an expired link, or without money for gas
// - says that it was declined in the wallet
// - is tried out again where the account was changed meanwhile
// - is confirmed, and reads everything again
// - is followed where the wallet sent it again with a higher fee
// - is told apart from another transaction in its place, and from a cancellation
// - is told to have left the chain in a reorganisation, and confirmed when it is there again
// - passes over a step that is not needed, and goes on to the next after a confirmation
// - signs, and hands over to a relayer

const ACCOUNT = 13;

describe("write", () => {
  let chain: LocalChain;
  let config: PageConfig;
  let live: ReadProvider;
  let signer: JsonRpcSigner;
  let back: () => Promise<void>;
  let changes: Partial<RunnerContext>;
  let confirmed: number;

  before(async () => {
    ({ chain } = await world());
    config = parseConfig(chain.config);
    live = new ReadProvider(new Transport(config.rpcUrls, config.chainId), config.chainId);
    signer = await chain.provider.getSigner(ACCOUNT);
  });

  beforeEach(async () => {
    back = await chain.snapshot();
    changes = {};
    confirmed = 0;
  });

  afterEach(async () => {
    await chain.provider.send("evm_setAutomine", [true]);
    await back();
  });

  after(() => live?.destroy());

  function runnerOf(steps: Write["steps"], rest: Partial<Write> = {}): Runner {
    const access = { account: signer.address, live, client: UplineClient.connect(config.core, live) };
    const signing = UplineClient.connect(config.core, signer);
    return new Runner(
      { title: "A write", lines: [], steps, ...rest },
      () => ({
        config,
        access,
        chainId: config.chainId,
        now: 0n,
        signAccess: () => Promise.resolve({ ...access, signer, signing }),
        ...changes,
      }),
      () => {
        confirmed += 1;
      },
    );
  }

  /** Sends a little of the chain's currency to the treasury. */
  const gift = (value = 1n): TransactionStep => ({
    kind: "transaction",
    label: "Send",
    prepare: () => Promise.resolve({ to: chain.report.addresses.treasury, value }),
  });

  const claim: TransactionStep = {
    kind: "transaction",
    label: "Claim",
    prepare: ({ client }) => client.core.claim.populateTransaction(),
  };

  const nameOf = (runner: Runner) => {
    const progress = runner.progress();
    return progress.phase === "failed" ? (progress.error as Error).name : progress.phase;
  };

  it("says the contract's reason before anything is asked of the wallet", async () => {
    const runner = runnerOf([claim]);
    await runner.check();
    const progress = runner.progress();
    expect(progress.phase).to.equal("failed");
    expect(explainError(progress.phase === "failed" && progress.error).name).to.equal("WalletNotBound");
  });

  it("is not begun where it cannot work", async () => {
    const begun = async (context: Partial<RunnerContext>, rest: Partial<Write> = {}) => {
      changes = context;
      const runner = runnerOf([gift()], rest);
      await runner.check();
      return nameOf(runner);
    };
    expect(await begun({ access: undefined })).to.equal("WalletMissing");
    expect(await begun({ chainId: 1n })).to.equal("WrongNetwork");
    expect(await begun({ now: 101n }, { expires: 100n })).to.equal("LinkExpired");
    expect(await begun({ now: 100n }, { expires: 100n })).to.equal("ready");
    await chain.provider.send("hardhat_setBalance", [signer.address, "0x1000"]);
    expect(await begun({})).to.equal("GasMoneyMissing");
  });

  it("says that it was declined in the wallet", async () => {
    const declined = Object.assign(new Error("User rejected the request."), { code: 4001 });
    const runner = runnerOf([gift()]);
    await runner.check();
    changes = { signAccess: () => Promise.reject(declined) };
    await runner.go();
    expect(runner.progress()).to.deep.equal({ phase: "failed", error: declined });
    expect(confirmed).to.equal(0);
  });

  it("is tried out again where the account was changed meanwhile", async () => {
    const runner = runnerOf([gift()]);
    await runner.check();
    const other = await chain.provider.getSigner(14);
    const access = { account: other.address, live, client: UplineClient.connect(config.core, live) };
    const signing = UplineClient.connect(config.core, other);
    changes = { access, signAccess: () => Promise.resolve({ ...access, signer: other, signing }) };
    const count = await live.getTransactionCount(other.address);
    await runner.go();
    expect(nameOf(runner)).to.equal("ready");
    expect(await live.getTransactionCount(other.address)).to.equal(count);
    await runner.go();
    expect(nameOf(runner)).to.equal("done");
    expect(await live.getTransactionCount(other.address)).to.equal(count + 1);
  });

  it("is confirmed", async () => {
    const before = await live.getBalance(chain.report.addresses.treasury);
    let done = 0;
    const runner = runnerOf([gift(5n)], {
      onDone: () => {
        done += 1;
      },
    });
    const phases: string[] = [];
    runner.subscribe(() => phases.push(runner.progress().phase));
    await runner.check();
    await runner.go();
    expect(phases).to.deep.equal(["checking", "ready", "asking", "pending", "done"]);
    expect(await live.getBalance(chain.report.addresses.treasury)).to.equal(before + 5n);
    expect([done, confirmed]).to.deep.equal([1, 1]);
  });

  it("is followed where the wallet sent it again with a higher fee", async () => {
    const runner = await pending();
    const again = await replace({ to: chain.report.addresses.treasury, value: 7n });
    await chain.mine();
    await runner.look();
    expect(runner.progress()).to.include({ phase: "done", hash: again });
  });

  it("is told apart from another transaction in its place", async () => {
    const runner = await pending();
    const other = await replace({ to: chain.report.addresses.treasury, value: 8n });
    await chain.mine();
    await runner.look();
    expect(runner.progress()).to.deep.equal({ phase: "replaced", hash: other });
  });

  it("is told apart from a cancellation", async () => {
    const runner = await pending();
    const nothing = await replace({ to: signer.address, value: 0n });
    await chain.mine();
    await runner.look();
    expect(runner.progress()).to.deep.equal({ phase: "cancelled", hash: nothing });
  });

  it("says when a reorganisation takes it away, and when it is there again", async () => {
    const undo = await chain.snapshot();
    const runner = runnerOf([gift(9n)]);
    await runner.check();
    await runner.go();
    expect(nameOf(runner)).to.equal("done");
    await undo();
    await chain.mine(2);
    await runner.look();
    expect(runner.progress()).to.include({ phase: "pending", reorganised: true });
    await (await signer.sendTransaction({ to: chain.report.addresses.treasury, value: 9n })).wait();
    await runner.look();
    expect(nameOf(runner)).to.equal("done");
    expect(confirmed).to.equal(3);
  });

  it("goes through several steps, and passes over what is not needed", async () => {
    const needless: TransactionStep = { ...gift(), label: "Needless", prepare: () => Promise.resolve(undefined) };
    const runner = runnerOf([needless, gift(1n), { ...gift(2n), label: "Again" }]);
    await runner.check();
    expect([runner.place, nameOf(runner)]).to.deep.equal([1, "ready"]);
    await runner.go();
    expect([runner.place, nameOf(runner)]).to.deep.equal([2, "ready"]);
    await runner.go();
    expect(nameOf(runner)).to.equal("done");
    expect(confirmed).to.equal(2);
  });

  it("signs, and hands over to a relayer", async () => {
    let signature = "";
    const runner = runnerOf([
      {
        kind: "signature",
        label: "Sign",
        async sign({ signing }) {
          ({ signature } = await signing.signClaim(0n, 2n ** 40n));
        },
      },
      {
        kind: "request",
        label: "Send",
        run: async () => (await (await chain.provider.getSigner(14)).sendTransaction({ to: signer.address })).hash,
      },
    ]);
    await runner.check();
    await runner.go();
    expect(signature).to.have.lengthOf(132);
    await runner.go();
    expect(nameOf(runner)).to.equal("done");
  });

  /** A write that waits for a block. */
  async function pending(): Promise<Runner> {
    await chain.provider.send("evm_setAutomine", [false]);
    const runner = runnerOf([gift(7n)]);
    await runner.check();
    await runner.go();
    expect(nameOf(runner)).to.equal("pending");
    return runner;
  }

  /** Sends another transaction with the number of the one that waits. */
  async function replace(request: { to: string; value: bigint }): Promise<string> {
    const nonce = await live.getTransactionCount(signer.address, "latest");
    const fee = parseEther("0.000001");
    const fees = { maxFeePerGas: fee, maxPriorityFeePerGas: fee };
    return signer.sendUncheckedTransaction({ ...request, nonce, gasLimit: 50_000n, ...fees });
  }
});
