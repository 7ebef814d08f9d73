import { expect } from "chai";
import { encodeBytes32String, MaxUint256, ZeroHash } from "ethers";
import { ANY_WALLET, COMPANY, type FoundEscrow, saleStruct, UplineClient } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { GOODS_WINDOW, orderOf, prices, type Wallet } from "../helpers/market.ts";
import { DAY, DECISION, deployProgramme, RULING } from "../helpers/programme.ts";

const ONE = 1_000_000n;
const FOREVER = 2n ** 40n - 1n;
/** A mixer in a box, the only product. */
const MIXER = 1n;
const ANNA = 2n;
const BERT = 3n;

/**
 * Anna invited Bert, who sold two mixers at 100 to Carla. Ten days later she wants to return them. Dora is the arbiter
 * whom the product names; the neighbour has nothing to do with any of it, and settles what he finds due.
 */
async function mixersSold() {
  // The programme is deployed as on public networks, with a token like the big ones.
  const { core, token, ethers, networkHelpers, treasury, operator, others } = await deployProgramme({
    token: "TestStablecoin",
    tokenArguments: (deployer) => [deployer],
  });
  const [anna, bert, carla, dora, neighbour] = others;
  if (!anna || !bert || !carla || !dora || !neighbour) throw new Error("the local network has too few accounts");
  const address = await core.getAddress();
  const client = (signer: Wallet) => UplineClient.connect(address, signer);
  const mixer = { ...prices(ONE), window: GOODS_WINDOW, kind: 1n, arbiter: dora.address };
  await core.connect(operator).addProducts([mixer], [ZeroHash]);
  for (const [sponsor, newcomer] of [
    [treasury, anna],
    [anna, bert],
  ] as const) {
    const { invitation, signature } = await client(sponsor).invite(ANY_WALLET, FOREVER);
    await client(newcomer).enrol(invitation, signature);
  }
  await token.mint(carla, 200n * ONE);
  await token.connect(carla).approve(address, MaxUint256);
  await client(carla).buy(orderOf(BERT, MIXER, { quantity: 2n }));
  await networkHelpers.time.increase(10 * DAY);
  const [sale] = await client(carla).escrowedSales();
  if (!sale) throw new Error("nothing was sold");
  const stablecoin = await ethers.getContractAt("TestStablecoin", await token.getAddress());
  return {
    networkHelpers,
    core,
    token: stablecoin,
    client,
    sale,
    treasury,
    operator,
    anna,
    bert,
    carla,
    dora,
    neighbour,
  };
}

describe("a customer returns goods", () => {
  const loaded = fixture(mixersSold);
  let story: Awaited<ReturnType<typeof mixersSold>>;
  let sale: FoundEscrow;

  beforeEach(async () => {
    story = await loaded();
    sale = story.sale;
  });

  const as = (wallet: Wallet) => story.core.connect(wallet);
  const wait = (seconds: number) => story.networkHelpers.time.increase(seconds);
  const held = (...accounts: readonly (Wallet | typeof story.core)[]) =>
    Promise.all(accounts.map((account) => story.token.balanceOf(account)));

  /** The neighbour settles whatever he finds due, which is nothing. */
  async function expectNothingToSettle(): Promise<void> {
    expect(await story.client(story.neighbour).settleDue()).to.deep.equal([]);
    expect(await Promise.all([COMPANY, ANNA, BERT].map((id) => story.core.balanceOf(id)))).to.deep.equal([0n, 0n, 0n]);
  }

  /** Carla has all that she paid, the core nothing, and nobody earned anything, whoever tries what. */
  async function expectAllBack(): Promise<void> {
    expect(await held(story.carla, story.core)).to.deep.equal([200n * ONE, 0n]);
    await wait(400 * DAY);
    await expectNothingToSettle();
    for (const wallet of [story.anna, story.bert, story.treasury]) {
      await expect(as(wallet).claim()).to.be.revertedWithCustomError(story.core, "PayoutNothingDue");
    }
  }

  it("[RET-3] [RET-4] [RET-11] and is ignored: after two weeks a neighbour's call gives her everything back", async () => {
    const { carla, neighbour, core } = story;
    await as(carla).requestReturn(saleStruct(sale));
    await wait(DECISION - DAY);
    await expectNothingToSettle();
    await expect(as(neighbour).refund(saleStruct(sale))).to.be.revertedWithCustomError(core, "RefundNotDue");
    await wait(DAY);
    await as(neighbour).refund(saleStruct(sale));
    await expectAllBack();
  });

  it("[RET-4] and is accepted: she has her money in the same transaction", async () => {
    const { carla, operator } = story;
    await as(carla).requestReturn(saleStruct(sale));
    await as(operator).acceptReturn(saleStruct(sale));
    await expectAllBack();
  });

  describe("and is rejected", () => {
    beforeEach(async () => {
      await as(story.carla).requestReturn(saleStruct(sale));
      await wait(DECISION - DAY);
      await as(story.operator).rejectReturn(saleStruct(sale), encodeBytes32String("used"));
      await expectNothingToSettle();
    });

    it("[RET-5] and Dora rules for her: she has her money in the same transaction", async () => {
      await wait(RULING - DAY);
      await as(story.dora).ruleReturn(saleStruct(sale), true);
      await expectAllBack();
    });

    it("[RET-5] and Dora is silent: after a month anybody's call gives her everything back", async () => {
      await wait(RULING);
      await expectNothingToSettle();
      await as(story.neighbour).refund(saleStruct(sale));
      await expectAllBack();
    });

    it("[RET-5] [RET-10] and Dora rules for her, but the token bars her: she takes the money elsewhere", async () => {
      const { carla, dora, neighbour, core, token } = story;
      await token.blacklist(carla);
      await as(dora).ruleReturn(saleStruct(sale), true);
      await expect(as(dora).ruleReturn(saleStruct(sale), false)).to.be.revertedWithCustomError(core, "ReturnTooLate");
      await expectNothingToSettle();
      await expect(as(neighbour).refund(saleStruct(sale))).to.be.revertedWithCustomError(core, "RefundUndeliverable");
      await as(carla).refundTo(saleStruct(sale), neighbour);
      expect(await held(neighbour, core)).to.deep.equal([200n * ONE, 0n]);
      await expectNothingToSettle();
    });

    for (const [how, act] of [
      ["Dora rules for the company", () => as(story.dora).ruleReturn(saleStruct(sale), false)],
      [
        "she thinks better of it",
        async () => {
          await as(story.carla).withdrawReturn(saleStruct(sale));
          await story.client(story.neighbour).settleDue();
        },
      ],
    ] as const) {
      it(`[RET-5] [RET-6] [RET-7] and ${how}: everybody gets what was placed, and she cannot return again`, async () => {
        const { core, anna, bert, treasury, carla } = story;
        await act();
        // 60 of profit and 10 % of a CV of 100 for Bert, 8 % for Anna, and the rest.
        for (const wallet of [anna, bert, treasury]) await as(wallet).claim();
        expect(await held(bert, anna, treasury, carla, core)).to.deep.equal([70n * ONE, 8n * ONE, 122n * ONE, 0n, 0n]);
        await expect(as(carla).requestReturn(saleStruct(sale))).to.be.revertedWithCustomError(
          core,
          "ReturnStateInvalid",
        );
      });
    }
  });
});
