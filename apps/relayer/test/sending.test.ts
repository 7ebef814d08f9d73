import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { id as hashOf } from "ethers";
import { exact } from "../src/server/json.ts";
import type { StartOptions } from "../src/start.ts";
import { type Answer, Counter, claimOf, ETHER, openWorld, purchaseOf, RELAYER, type World } from "./helpers/world.ts";

// what the relayer does with what it has sent, and where it sends nothing
// - a price of gas, a day's spending, the gas of one transaction, its balance, an endpoint that fails
// - a transaction that is stuck is sent with a higher fee, one that fails tells why
// - one whose number another took, one whose block was taken back
// - what it knows outlives the process

const GWEI = 10n ** 9n;

describe("what becomes of a request", () => {
  let world: World;
  let counter: Counter;
  let time: number;

  beforeEach(async () => {
    world = await openWorld();
    time = Date.now();
  });

  afterEach(async () => {
    await mine(true);
    await counter.close();
  });

  const open = async (changes: Readonly<Record<string, string>> = {}, options: StartOptions = {}) => {
    counter = await Counter.open(world, changes, { now: () => time, ...options });
  };
  const ask = (method: string, ...params: readonly unknown[]) => world.ethers.provider.send(method, [...params]);
  const mine = (on: boolean) => ask("evm_setAutomine", on);
  const sent = () => world.ethers.provider.getTransactionCount(RELAYER.address);

  /** Waits until the node has a transaction. */
  const arrived = (hash: string) => until(async () => (await world.ethers.provider.getTransaction(hash)) ?? undefined);

  async function expectUnpaid(answer: Answer, name: string): Promise<Answer["body"]["error"]> {
    expect([answer.status, answer.body.error.name], exact(answer.body)).to.deep.equal([503, name]);
    expect(await sent()).to.equal(0);
    return answer.body.error;
  }

  interface Health {
    readonly canPay: boolean;
    readonly problems: readonly string[];
    readonly balance: string;
    readonly account: string;
    readonly spentToday: string;
    readonly limits: Record<string, string | number>;
    readonly kinds: readonly string[];
  }
  const health = async () => {
    const { status, body } = await counter.raw("GET", "/health");
    return { status, ...(body as unknown as Health) };
  };

  it("is healthy, and tells its limits", async () => {
    await open();
    const told = await health();
    expect(told).to.deep.include({
      status: 200,
      canPay: true,
      problems: [],
      balance: `${ETHER}`,
      account: RELAYER.address,
    });
    expect(told.limits).to.deep.equal({
      feePerGas: `${100n * GWEI}`,
      gas: "1500000",
      daily: "50000000000000000",
      requestsPerMinute: 1000,
    });
    expect(told.kinds).to.include("purchase");
  });

  it("sends nothing while gas is too dear", async () => {
    await open({ UPLINE_MAX_FEE_PER_GAS: "1000" });
    await expectUnpaid(await counter.send(await claimOf(world)), "GasTooDear");
    expect(await health()).to.deep.include({ status: 503, canPay: false, problems: ["GasTooDear"] });
  });

  it("spends no more in a day than it may, and goes on with the next", async () => {
    await open();
    const done = await counter.done(await claimOf(world));
    const receipt = await world.ethers.provider.getTransactionReceipt(done.transaction);
    const { spentToday } = await health();
    expect(BigInt(spentToday)).to.equal(receipt?.fee);
    await counter.close();

    await world.token.mint(world.customer.address, 10n ** 9n);
    const daily = 10n ** 15n;
    await open({ UPLINE_DAILY_LIMIT: `${daily}` });
    const buy = async (number: number) => counter.send(await purchaseOf(world, "erc3009", hashOf(`order ${number}`)));
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    let refused: Answer | undefined;
    for (const number of numbers) {
      const answer = await buy(number);
      if (answer.status !== 202) {
        refused = answer;
        break;
      }
      await counter.until(answer.body.id, "confirmed");
    }
    expect([refused?.status, refused?.body.error.name]).to.deep.equal([503, "DailyLimitReached"]);
    expect(Number(refused?.headers.get("retry-after"))).to.be.within(1, 86_400);
    const { spentToday: spent, ...rest } = await health();
    expect(BigInt(spent)).to.be.within(daily / 4n, daily);
    expect(rest.problems).to.deep.equal(["DailyLimitReached"]);
    time += 86_400_000;
    expect((await buy(20)).status).to.equal(202);
  });

  it("pays for no transaction that needs more gas than one may", async () => {
    await open({ UPLINE_MAX_GAS: "80000" });
    const answer = await counter.send(await claimOf(world));
    expect([answer.status, answer.body.error.name]).to.deep.equal([422, "RequestTooCostly"]);
    expect(await sent()).to.equal(0);
  });

  it("says that its balance is too small", async () => {
    await open();
    await world.networkHelpers.setBalance(RELAYER.address, 10n ** 12n);
    const { args } = await expectUnpaid(await counter.send(await claimOf(world)), "BalanceTooSmall");
    expect(args["balance"]).to.equal(`${10n ** 12n}`);
    expect(await health()).to.deep.include({ status: 503, balance: `${10n ** 12n}`, problems: ["BalanceTooSmall"] });
  });

  it("says that its endpoint is down, answers rubbish, or errors of its own, and goes on when it is back", async () => {
    await open();
    const { endpoint } = counter;
    const request = await claimOf(world);
    endpoint.down();
    await expectUnpaid(await counter.send(request), "EndpointDown");
    expect((await health()).problems).to.deep.equal(["EndpointDown"]);
    await endpoint.up();
    endpoint.respond = (_, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end("<html>");
      return true;
    };
    await expectUnpaid(await counter.send(request), "EndpointDown");
    endpoint.reset();
    endpoint.refuse = () => ({ code: -32_005, message: "daily request count exceeded" });
    await expectUnpaid(await counter.send(request), "EndpointDown");
    endpoint.reset();
    await counter.done(request);
  });

  it("sends again what an endpoint swallowed, once", async () => {
    await open({ UPLINE_STUCK_AFTER: "5" });
    const { endpoint } = counter;
    endpoint.respond = ({ method }, response) => {
      if (method !== "eth_sendRawTransaction") return false;
      response.destroy();
      return true;
    };
    const request = await claimOf(world);
    const { status, body } = await counter.send(request);
    expect([status, body.state]).to.deep.equal([202, "pending"]);
    endpoint.reset();
    expect((await counter.send(request)).body.transaction).to.equal(body.transaction);
    time += 6_000;
    await counter.until(body.id, "confirmed");
    expect(await sent()).to.equal(1);
  });

  it("says so if the node does not take the transaction", async () => {
    await open();
    counter.endpoint.refuse = ({ method }) =>
      method === "eth_sendRawTransaction"
        ? { code: -32_000, message: "replacement transaction underpriced" }
        : undefined;
    await expectUnpaid(await counter.send(await claimOf(world)), "TransactionRefused");
    counter.endpoint.reset();
    await counter.done(await claimOf(world));
  });

  it("offers more for what is stuck, within its limit", async () => {
    await open({ UPLINE_STUCK_AFTER: "5", UPLINE_MAX_FEE_PER_GAS: `${4n * GWEI}` });
    await mine(false);
    const { body } = await counter.send(await claimOf(world));
    await counter.until(body.id, "pending");
    time += 6_000;
    const raised = await until(async () => {
      const now = await counter.until(body.id, "pending");
      return now.replaced.length > 0 ? now : undefined;
    });
    expect(raised.replaced).to.deep.equal([body.transaction]);
    await arrived(raised.transaction);
    await ask("evm_mine");
    const done = await counter.until(body.id, "confirmed");
    expect(done.transaction).to.equal(raised.transaction);
    const mined = await world.ethers.provider.getTransaction(done.transaction);
    expect(mined?.maxFeePerGas).to.be.at.most(4n * GWEI);
  });

  it("sends several one after the other", async () => {
    await open();
    await mine(false);
    const requests = [await claimOf(world), await purchaseOf(world, "erc3009"), await purchaseOf(world, "permit2")];
    const answers = await Promise.all(requests.map((request) => counter.send(request)));
    expect(answers.map(({ status }) => status)).to.deep.equal([202, 202, 202]);
    await ask("evm_mine");
    for (const { body } of answers) await counter.until(body.id, "confirmed");
    expect(await sent()).to.equal(3);
  });

  it("tells why a transaction failed that had passed the simulation", async () => {
    await open();
    await mine(false);
    const request = await claimOf(world);
    const { body } = await counter.send(request);
    await world.networkHelpers.setBalance(world.dealer.address, ETHER);
    const fees = { maxFeePerGas: 200n * GWEI, maxPriorityFeePerGas: 100n * GWEI };
    await world.core.connect(world.dealer).cancelClaims({ ...fees, gasLimit: 200_000n });
    await ask("evm_mine");
    const failed = await counter.until(body.id, "failed");
    expect(failed.problem?.name).to.equal("SignatureInvalid");
    expect(BigInt((await health()).spentToday)).to.be.above(0n);
    await mine(true);
    // The same request may be tried again, and is refused by simulation now.
    expect((await counter.send(request)).body.error.name).to.equal("SignatureInvalid");
    expect(await sent()).to.equal(1);
  });

  it("says that another transaction of its key took the number", async () => {
    await open();
    await mine(false);
    const request = await claimOf(world);
    const { body } = await counter.send(request);
    const fees = { maxFeePerGas: 50n * GWEI, maxPriorityFeePerGas: 10n * GWEI };
    const foreign = { type: 2, chainId: 31_337, nonce: 0, to: RELAYER.address, gasLimit: 21_000n, ...fees };
    await ask("eth_sendRawTransaction", await RELAYER.signTransaction(foreign));
    await ask("evm_mine");
    await counter.until(body.id, "replaced");
    await mine(true);
    await counter.done(request);
  });

  it("sends again what a reorganisation took back", async () => {
    await open();
    const before = await ask("evm_snapshot");
    const { id, block } = await counter.done(await claimOf(world));
    expect(block).to.be.a("number");
    await mine(false);
    await ask("evm_revert", before);
    await arrived((await counter.until(id, "pending")).transaction);
    await ask("evm_mine");
    expect((await counter.until(id, "confirmed")).final).to.equal(false);
    await ask("hardhat_mine", "0x14");
    await until(async () => ((await counter.until(id, "confirmed")).final ? true : undefined));
  });

  it("remembers in a file what it has sent and spent, half a line included", async () => {
    const folder = mkdtempSync(join(tmpdir(), "upline-relayer-"));
    const state = join(folder, "state", "sent.jsonl");
    try {
      await open({ UPLINE_STATE: state });
      const request = await claimOf(world);
      const done = await counter.done(request);
      const { spentToday } = await health();
      await counter.close();
      writeFileSync(state, `${readFileSync(state, "utf8")}{"id":"0x`);

      await open({ UPLINE_STATE: state });
      const again = await counter.send(request);
      expect([again.status, again.body.transaction]).to.deep.equal([200, done.transaction]);
      expect((await health()).spentToday).to.equal(spentToday);
      expect(await sent()).to.equal(1);
      expect(readFileSync(state, "utf8")).not.to.contain(RELAYER.privateKey.slice(2));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < 400; ++turn) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it did not come to be");
}
