import { expect } from "chai";
import { ZeroAddress } from "ethers";
import type { ReentrantToken } from "../../packages/protocol/src/contracts/mocks/tokens/ReentrantToken.ts";
import { saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { FINAL, type Market, type Member, openLine, orderOf } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";
import { expectGuarded, MOMENTS, mutatingCalls } from "../helpers/reentrancy.ts";

describe("re-entrancy", () => {
  const loaded = fixture(async () => {
    const stage = await openLine(2, { plan: plan({ poolShare: 100 }), token: "ReentrantToken" });
    const { market, line } = stage;
    await market.buy(line[1]!, FINAL);
    const token = await market.ethers.getContractAt("ReentrantToken", market.token);
    return { ...stage, token: token as ReentrantToken, run: await market.impersonated(market.run) };
  });
  let market: Market;
  let token: ReentrantToken;
  let sponsor: Member;
  let seller: Member;
  let outer: Record<string, { send: () => Promise<unknown>; balances: readonly bigint[]; pool: bigint }>;

  beforeEach(async () => {
    const { line, run, ...stage } = await loaded();
    ({ market, token } = stage);
    [sponsor, seller] = line as [Member, Member];
    const { core } = market;
    // Balances of company, sponsor and seller, and the pool, after it; before it: 60.5, 4, 35 and 0.5 tokens.
    outer = {
      buy: {
        send: () => market.send(orderOf(seller.id, FINAL)),
        balances: [121_000_000n, 8_000_000n, 70_000_000n],
        pool: 1_000_000n,
      },
      buyFor: {
        send: () => market.send(orderOf(seller.id, FINAL), { buyer: market.stranger.address }),
        balances: [121_000_000n, 8_000_000n, 70_000_000n],
        pool: 1_000_000n,
      },
      claim: {
        send: () => core.connect(seller.wallet).claim(),
        balances: [60_500_000n, 4_000_000n, 0n],
        pool: 500_000n,
      },
      claimTo: {
        send: () => core.connect(market.company.wallet).claimTo(market.stranger),
        balances: [0n, 4_000_000n, 35_000_000n],
        pool: 500_000n,
      },
      push: {
        send: () => core.push([seller.wallet, sponsor.wallet]),
        balances: [60_500_000n, 0n, 0n],
        pool: 500_000n,
      },
      spendPool: {
        send: () => core.connect(run).spendPool(market.stranger, 300_000n),
        balances: [60_500_000n, 4_000_000n, 35_000_000n],
        pool: 200_000n,
      },
    };
  });

  /** Runs an outer call in whose transfer the token makes another, and checks what came of both. */
  async function expectRefused(name: string, inner: string, data: string, moment: bigint): Promise<void> {
    const { send, balances, pool } = outer[name]!;
    await expectGuarded({ market, token }, send, [inner, data], moment);
    expect(await market.balancesOf(market.company, sponsor, seller), inner).to.deep.equal(balances);
    expect(await market.core.poolBalance(), inner).to.equal(pool);
  }

  it("is tried with every function that changes something", () => {
    const names = mutatingCalls(market.core.interface).map(([name]) => name);
    expect(names).to.include.members(["buy", "buyFor", "settle", "settleMany", "claim", "claimTo", "push", "enrol"]);
    expect(names).to.include.members([
      "setPushOff",
      "spendPool",
      "enrolFor",
      "setRanks",
      "addProducts",
      "schedulePlan",
    ]);
    expect(names.length).to.be.greaterThanOrEqual(24);
  });

  for (const name of ["buy", "buyFor", "claim", "claimTo", "push", "spendPool"]) {
    for (const [when, moment] of Object.entries(MOMENTS)) {
      it(`[JRN-3] is refused during ${name}, to every function, ${when}`, async () => {
        for (const [inner, data] of mutatingCalls(market.core.interface)) {
          const snapshot = await market.networkHelpers.takeSnapshot();
          await expectRefused(name, inner, data, moment);
          await snapshot.restore();
        }
        await expectRefused(name, "claim", market.core.interface.encodeFunctionData("claim"), moment);
        await expectConserved(market);
      });
    }
  }

  it("[JRN-3] is refused to calls that would succeed at any other time", async () => {
    const sale = await market.escrow(seller);
    await market.passWindows();
    const { interface: abi } = market.core;
    await market.fund(market.customer, 10n ** 12n);
    const calls = [
      abi.encodeFunctionData("settle", [saleStruct(sale)]),
      abi.encodeFunctionData("settleMany", [[saleStruct(sale)]]),
      abi.encodeFunctionData("push", [[sponsor.wallet.address]]),
      abi.encodeFunctionData("enrol", [{ sponsor: seller.wallet.address, newcomer: ZeroAddress, deadline: 0n }, "0x"]),
    ];
    for (const data of calls) {
      const snapshot = await market.networkHelpers.takeSnapshot();
      await expectRefused("claim", "a call", data, MOMENTS["after the tokens moved"]);
      await market.stranger.sendTransaction({ to: market.address, data });
      await expectConserved(market);
      await snapshot.restore();
    }
  });

  it("[JRN-3] shows every balance as paid out already to who looks during a payout", async () => {
    const data = market.core.interface.encodeFunctionData("balanceOf", [seller.id]);
    for (const moment of Object.values(MOMENTS)) {
      for (const send of [outer["claim"]!.send, outer["push"]!.send]) {
        const snapshot = await market.networkHelpers.takeSnapshot();
        await token.arm(market.address, data, moment);
        await send();
        expect([await token.calls(), await token.succeeded()]).to.deep.equal([1n, true]);
        expect(BigInt(await token.returnData())).to.equal(0n);
        await snapshot.restore();
      }
    }
  });
});
