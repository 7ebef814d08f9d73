import { expect } from "chai";
import { UplineClient } from "../../packages/protocol/src/index.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ESCROWED, GOODS, openLine } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";

describe("anybody who settles and pushes", () => {
  it("[SETTLE-1] [PAY-2] pays everybody, though the whole chain and the company have vanished", async () => {
    const { market, line } = await openLine(8, { plan: plan({ poolShare: 100 }) });
    const { core, token, company, operator, stranger: keeper } = market;
    for (const [i, seller] of line.entries()) {
      await market.escrow(seller, i % 2 === 0 ? ESCROWED : GOODS, { quantity: BigInt(i + 1) });
    }
    await market.escrow(company, ESCROWED);
    const held = await token.balanceOf(market.address);

    // From here on nobody but the keeper sends anything; the company has paused the programme before it went.
    await core.connect(operator).setPaused(true);
    await market.passWindows();
    await market.startPeriod(13n);

    const client = UplineClient.connect(market.address, keeper);
    const settled = await client.settleDue({}, 4);
    expect(settled.length).to.equal(9);
    const due = await market.balances();
    const everybody = await client.enrolments();
    await client.push(everybody.map(({ wallet }) => wallet));

    for (const { id, wallet } of line) {
      expect(await token.balanceOf(wallet), `wallet of ${id}`).to.equal(due.get(id));
      expect(await core.balanceOf(id)).to.equal(0n);
      expect(due.get(id)! > 0n).to.equal(true);
    }
    // What is left is the company's, which nobody else can take, and the pool's.
    const left = await token.balanceOf(market.address);
    expect(left).to.equal((await core.balanceOf(company.id)) + (await core.poolBalance()));
    expect(await core.balanceOf(company.id)).to.equal(due.get(company.id));
    expect(held - left).to.equal(line.reduce((sum, { id }) => sum + due.get(id)!, 0n));
    await expectConserved(market);

    // Years later it comes back.
    await market.networkHelpers.time.increase(3n * 365n * 86_400n);
    await core.connect(company.wallet).claim();
    expect(await token.balanceOf(company.wallet)).to.equal(due.get(company.id));
    await expectConserved(market);
  });

  it("[SETTLE-1] may be any upline, whom the company's silence does not stop", async () => {
    const { market, line } = await openLine(2);
    const [sponsor, seller] = [line[0]!, line[1]!];
    await market.escrow(seller);
    await market.passWindows();
    const client = UplineClient.connect(market.address, sponsor.wallet);
    await client.settleDue();
    await client.claim();
    expect(await market.token.balanceOf(sponsor.wallet)).to.equal(4_000_000n);
    await expectConserved(market);
  });
});
