import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { ANY_WALLET, COMPANY, UplineClient } from "../../packages/protocol/src/index.ts";
import { ESCROWED, orderOf, prices, WINDOW } from "../helpers/market.ts";
import { deployProgramme } from "../helpers/programme.ts";

const ONE = 1_000_000n;
const FOREVER = 2n ** 40n - 1n;

describe("the first sale of a programme", () => {
  it("[SALE-12] [SETTLE-1] [PAY-1] [PAY-4] goes from the invitation to the wallets", async () => {
    // The programme is deployed as on public networks, with a token like the big ones.
    const { core, token, ethers, networkHelpers, treasury, operator, others } = await deployProgramme({
      token: "TestStablecoin",
      tokenArguments: (deployer) => [deployer],
    });
    const [anna, bert, customer, passerBy] = others;
    const address = await core.getAddress();
    const client = (signer: typeof treasury) => UplineClient.connect(address, signer);
    const product = { ...prices(ONE), window: WINDOW, kind: 0n, arbiter: ethers.ZeroAddress };
    await core.connect(operator).addProducts([product, product], [ZeroHash, ZeroHash]);

    // The company invites Anna, Anna invites Bert.
    const fromCompany = await client(treasury).invite(ANY_WALLET, FOREVER);
    await client(anna!).enrol(fromCompany.invitation, fromCompany.signature);
    const fromAnna = await client(anna!).invite(bert!.address, FOREVER);
    await client(bert!).enrol(fromAnna.invitation, fromAnna.signature);
    expect(await core.idOf(bert!)).to.deep.equal([3n, true]);

    // A customer buys two from Bert for 200; the money waits.
    await token.mint(customer!, 200n * ONE);
    await token.connect(customer!).approve(address, MaxUint256);
    const order = orderOf(3n, ESCROWED, { quantity: 2n });
    const quote = await client(customer!).quote(customer!.address, order);
    await client(customer!).buy(order);
    expect(await token.balanceOf(customer!)).to.equal(0n);
    expect(await core.balanceOf(3n)).to.equal(0n);

    // Two weeks later somebody who has nothing to do with it settles, and Anna and Bert claim.
    await networkHelpers.time.increase(WINDOW);
    const [sale] = await client(passerBy!).settleDue();
    expect(sale?.credits).to.deep.equal([
      { id: 3n, amount: 70n * ONE },
      { id: 2n, amount: 8n * ONE },
    ]);
    await client(anna!).claim();
    await client(bert!).claim();
    await client(treasury).claim();

    const held = await Promise.all([bert!, anna!, treasury, core].map((account) => token.balanceOf(account)));
    expect(held).to.deep.equal([70n * ONE, 8n * ONE, 122n * ONE, 0n]);
    expect(quote.credits.map(({ amount }) => amount)).to.deep.equal([70n * ONE, 8n * ONE]);
    expect(await core.balanceOf(COMPANY)).to.equal(0n);
  });
});
