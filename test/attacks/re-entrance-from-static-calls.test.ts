import { expect } from "chai";
import { type ContractTransactionResponse, type Interface, MaxUint256, type Signer } from "ethers";
import { saleFromEvent, signClaim, signWalletMove } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { replayed } from "../helpers/journal.ts";
import { ABSENT_ID, agree, LEADER_ID, openLegacy, setLegacyStage, VETERAN_ID, vouch } from "../helpers/legacy.ts";
import { FINAL as MARKET_FINAL, openMarket, orderOf } from "../helpers/market.ts";
import { DAY } from "../helpers/programme.ts";
import { mutatingCalls } from "../helpers/reentrancy.ts";
import { setScreen } from "../helpers/screens.ts";
import { consent, FINAL, FOREVER, impersonated, invite, order, PRICES, RETURNABLE } from "../helpers/stage.ts";

/** Number of the contract wallet. */
const WALLET_ID = 6n;
/** So many calls at once: a screen has not the gas for more. */
const AT_ONCE = 12;

/** Every function that changes something, in as many parts as it takes. */
function parts(abi: Interface): string[][] {
  const selectors = mutatingCalls(abi).map(([, data]) => data.slice(0, 10));
  const count = Math.ceil(selectors.length / AT_ONCE);
  return Array.from({ length: count }, (_, i) => selectors.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
}

/** A function that is open to whoever calls back, so that the answer is the bad one. */
const unguarded = (abi: Interface) => [abi.getFunction("journalHead")!.selector];

/**
 * A screen, its oracle, a contract wallet and the token's balance are asked by static calls, in which each of them calls
 * every function of the core that changes something. They answer well only if the guard refused all of these calls, so
 * that whatever succeeds here proves it.
 */
describe("attack: re-entrance from what is asked by a static call", () => {
  /** People who can do each thing about which the screen, or a contract wallet, is asked. The wallet is distributor 6. */
  const stage = fixture(async () => {
    const legacy = await setLegacyStage();
    await openLegacy(legacy);
    const { core, own, scope, ethers, sponsor, seller, newcomer, extras, buyer } = legacy;
    const answers = await ethers.deployContract("ReenteringAnswers");
    const wallet = await answers.getAddress();
    await core.connect(await impersonated(legacy, wallet)).enrol(...(await invite(scope, sponsor)));
    await own.grantRole(await core.IMPORT_ROLE(), wallet);
    await core.connect(buyer).buy(order(FINAL, { seller: VETERAN_ID }));
    for (const seller of [LEADER_ID, WALLET_ID]) await core.connect(buyer).buy(order(FINAL, { seller }));
    const placed = await (await core.connect(buyer).buyFor(wallet, order(RETURNABLE, { seller: WALLET_ID }))).wait();
    const bought = saleFromEvent(placed!.logs.find(({ address }) => address === scope.address)!);
    const [guardian, phone] = extras;
    if (!guardian || !phone) throw new Error("the local network has too few accounts");
    await core.connect(seller).proposeWallet(newcomer.address);
    await core.connect(sponsor).setGuardian(guardian.address, 7 * DAY);
    await core.connect(guardian).startRecovery(sponsor.address, phone.address);
    return { ...legacy, answers, wallet, phone, bought };
  });
  type World = Awaited<ReturnType<typeof stage>>;
  type Deed = (world: World) => Promise<ContractTransactionResponse>;
  let world: World;

  beforeEach(async () => {
    world = await stage();
  });

  const screened: Record<string, Deed> = {
    enrol: async ({ core, scope, stranger, seller }) => core.connect(stranger).enrol(...(await invite(scope, seller))),
    enrolFor: async ({ core, scope, stranger, seller }) =>
      core.enrolFor(...(await invite(scope, seller)), ...(await consent(scope, stranger, seller.address))),
    bind: async ({ core, scope, stranger, operator }) =>
      core.connect(stranger).bind(...(await vouch(scope, operator, stranger.address, ABSENT_ID))),
    bindFor: async ({ core, scope, stranger, operator }) =>
      core.bindFor(
        ...(await vouch(scope, operator, stranger.address, ABSENT_ID)),
        ...(await agree(scope, stranger, ABSENT_ID)),
      ),
    claim: ({ core, seller }) => core.connect(seller).claim(),
    claimTo: ({ core, seller, stranger }) => core.connect(seller).claimTo(stranger.address),
    claimFor: async ({ core, scope, seller, stranger }) => {
      const claim = { wallet: seller.address, recipient: stranger.address, atLeast: 1n, deadline: FOREVER };
      return core.claimFor(claim, await signClaim(seller, scope.address, scope.chainId, { ...claim, nonce: 0n }));
    },
    push: ({ core, seller }) => core.push([seller.address]),
    acceptWallet: ({ core, seller, newcomer }) => core.connect(newcomer).acceptWallet(seller.address),
    moveWalletFor: async ({ core, scope, seller, stranger }) => {
      const move = { from: seller.address, to: stranger.address, deadline: FOREVER };
      const sign = (signer: Signer) => signWalletMove(signer, scope.address, scope.chainId, move);
      return core.moveWalletFor(move.from, move.to, move.deadline, await sign(seller), await sign(stranger));
    },
    finishRecovery: ({ core, sponsor, phone }) => core.connect(phone).finishRecovery(sponsor.address),
  };

  /** Where a contract wallet's word is asked for; any bytes do, since the wallet does not look at them. */
  const signed: Record<string, Deed> = {
    "enrol, as the sponsor": ({ core, stranger, wallet }) =>
      core.connect(stranger).enrol({ sponsor: wallet, newcomer: stranger.address, deadline: FOREVER }, "0x"),
    "bind, as the issuer": ({ core, stranger, wallet }) =>
      core.connect(stranger).bind({ issuer: wallet, id: ABSENT_ID, wallet: stranger.address, deadline: FOREVER }, "0x"),
    "claimFor, as the wallet": ({ core, stranger, wallet }) =>
      core.claimFor({ wallet, recipient: stranger.address, atLeast: 1n, deadline: FOREVER }, "0x"),
    "requestReturnFor, as the buyer": ({ core, bought }) => core.requestReturnFor(bought, FOREVER, "0x"),
    "moveWalletFor, as the present wallet": async ({ core, scope, stranger, wallet }) => {
      const move = { from: wallet, to: stranger.address, deadline: FOREVER };
      const acceptance = await signWalletMove(stranger, scope.address, scope.chainId, move);
      return core.moveWalletFor(move.from, move.to, move.deadline, "0x", acceptance);
    },
    "buyWithOffers, as the seller": ({ core, buyer, wallet }) => {
      const offered = {
        seller: wallet,
        buyer: buyer.address,
        product: FINAL,
        unitPrice: PRICES.retail,
        maxQuantity: 1n,
      };
      const offer = { ...offered, campaign: 7n, nonce: 0n, deadline: FOREVER };
      const lines = [{ line: 0n, offer, signature: "0x" }];
      return core.connect(buyer).buyWithOffers(buyer.address, order(FINAL, { seller: WALLET_ID }), lines);
    },
  };

  /** The same for a wallet that nobody knows yet. */
  const agreed: Record<string, Deed> = {
    "enrolFor, as the newcomer": async ({ core, scope, seller, wallet }) =>
      core.enrolFor(...(await invite(scope, seller)), wallet, FOREVER, "0x"),
    "moveWalletFor, as the new wallet": async ({ core, scope, seller, wallet }) => {
      const move = { from: seller.address, to: wallet, deadline: FOREVER };
      const consent = await signWalletMove(seller, scope.address, scope.chainId, move);
      return core.moveWalletFor(move.from, move.to, move.deadline, consent, "0x");
    },
    "bindFor, as the wallet": async ({ core, scope, operator, wallet }) =>
      core.bindFor(...(await vouch(scope, operator, wallet, ABSENT_ID)), FOREVER, "0x"),
  };

  /** Does a deed while every function is tried, and expects it to succeed; with a function that is not guarded, to fail. */
  async function guarded(deed: Deed): Promise<void> {
    const { core, answers, networkHelpers } = world;
    const snapshot = await networkHelpers.takeSnapshot();
    for (const selectors of parts(core.interface)) {
      await answers.arm(core, selectors);
      const { logs } = (await (await deed(world)).wait())!;
      const failures = logs.filter(({ topics }) => topics[0] === core.interface.getEvent("ScreenFailed").topicHash);
      expect(failures.length, "questions without an answer").to.equal(0);
      expect(await replayed(world)).to.equal(await core.journalHead());
      await snapshot.restore();
    }
    const head = await core.journalHead();
    await answers.arm(core, unguarded(core.interface));
    await deed(world).catch(() => undefined);
    expect(await core.journalHead(), "nothing was done for who got through").to.equal(head);
  }

  for (const [name, deed] of Object.entries(screened)) {
    it(`by the screen that is asked in ${name} is refused to every function`, async () => {
      await setScreen({ ...world, admin: world.operator }, world.answers);
      await guarded(deed);
    });
  }

  for (const name of ["enrol", "claim"]) {
    it(`by the sanctions oracle behind the screen that is asked in ${name} is refused to every function`, async () => {
      const screen = await world.ethers.deployContract("SanctionsScreen", [world.wallet]);
      await setScreen({ ...world, admin: world.operator }, screen);
      await guarded(screened[name]!);
    });
  }

  for (const [name, deed] of Object.entries(signed)) {
    it(`by the contract wallet that signs in ${name}, is refused to every function`, () => guarded(deed));
  }

  for (const [name, deed] of Object.entries(agreed)) {
    it(`by the contract wallet that signs in ${name}, is refused to every function`, async () => {
      const answers = await world.ethers.deployContract("ReenteringAnswers");
      world = { ...world, answers, wallet: await answers.getAddress() };
      await guarded(deed);
    });
  }

  it("by the token that is asked for the core's balance in a purchase is refused to every function", async () => {
    const market = await openMarket({ token: "ReenteringBalanceToken" });
    const { core, customer, networkHelpers } = market;
    const token = await market.ethers.getContractAt("ReenteringBalanceToken", market.token);
    await token.connect(customer).approve(core, MaxUint256);
    const { id } = await market.enrol();
    const snapshot = await networkHelpers.takeSnapshot();
    for (const selectors of parts(core.interface)) {
      await token.arm(core, selectors);
      await market.send(orderOf(id, MARKET_FINAL));
      await snapshot.restore();
    }
    await token.arm(core, unguarded(core.interface));
    await expect(market.send(orderOf(id, MARKET_FINAL))).to.be.revertedWithCustomError(core, "TokenUnreadable");
  });
});
