import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { type EventFragment, ZeroAddress } from "ethers";
import type { ISales } from "../../../packages/protocol/src/contracts/Upline.ts";
import { SLOTS, saleFromEvent, signClaim, signOffer, unpackNextRun } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { journalOf } from "../../helpers/journal.ts";
import {
  ABSENT_ID,
  LEADER_ID,
  openLegacy,
  RECRUIT_ID,
  setLegacyStage,
  VETERAN_ID,
  vouch,
} from "../../helpers/legacy.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  BOXED,
  FINAL,
  FOREVER,
  invite,
  now,
  order,
  PRICES,
  RETURN_WINDOW,
  RETURNABLE,
  sku,
} from "../../helpers/stage.ts";
import { historyOf, rebuiltRoot, storageRoot } from "../../helpers/storage-root.ts";
import { Register, SaleState } from "./register.ts";

const NEWCOMER_ID = RECRUIT_ID + 1n;
const WEEK = 7 * DAY;

/** Events that the other reader of the journal knows, and those that OpenZeppelin declares and nothing emits. */
const READ_ELSEWHERE = [
  ...["ProgrammeCreated", "ProgrammeOpened", "ProgrammePausedSet", "RoleGranted", "RoleRevoked", "RanksSet"],
  ...["ProductAdded", "ProductClosed", "PlanScheduled", "PlanActivated", "PlanCancelled", "PoolSpent", "PushSwitched"],
  ...["Paid", "PayoutFailed", "SaleFinal", "RunSet", "RoleAdminChanged", "EIP712DomainChanged"],
];

type World = Awaited<ReturnType<typeof setLegacyStage>>;

/** The accounts beside those that have a part in every test. */
function cast({ extras }: World) {
  const [anna, bert, carla, dora, emil, friend] = extras;
  if (!anna || !bert || !carla || !dora || !emil || !friend) throw new Error("the local network has too few accounts");
  return { anna, bert, carla, dora, emil, friend };
}

/** What is done before the opening: a screen is withdrawn and named again, a run contract withdrawn. */
async function prepare({ own, ethers, run }: World): Promise<string> {
  const screen = await (await ethers.deployContract("ListScreen")).getAddress();
  await own.scheduleScreen(screen);
  await own.cancelScreen();
  await own.scheduleScreen(screen);
  await own.setScreen();
  await own.scheduleRun(await run.getAddress());
  await own.cancelRun();
  return screen;
}

/** Wallets come and go, with and without guardians. */
async function people(stage: World): Promise<void> {
  const { core, scope, operator, sponsor: leader, seller: veteran, newcomer, stranger, networkHelpers } = stage;
  const { anna, bert, carla, dora, emil, friend } = cast(stage);
  const as = (signer: HardhatEthersSigner) => core.connect(signer);
  await as(newcomer).bind(...(await vouch(scope, operator, newcomer.address, ABSENT_ID)));
  await as(anna).enrol(...(await invite(scope, leader)));
  await as(leader).proposeWallet(bert.address);
  await as(bert).acceptWallet(leader.address);
  await as(anna).proposeWallet(carla.address);
  await as(anna).proposeWallet(ZeroAddress);
  // Recovered.
  await as(newcomer).setGuardian(friend.address, WEEK);
  await as(newcomer).proposeWallet(stranger.address);
  await as(friend).startRecovery(newcomer.address, carla.address);
  await networkHelpers.time.increase(WEEK);
  await as(carla).finishRecovery(newcomer.address);
  // Stopped, and the guardian removed.
  await as(anna).setGuardian(friend.address, 9 * DAY);
  await as(friend).startRecovery(anna.address, dora.address);
  await as(anna).stopRecovery(anna.address);
  await as(anna).setGuardian(ZeroAddress, 0n);
  // Pending.
  await as(veteran).setGuardian(friend.address, 90 * DAY);
  await as(friend).startRecovery(veteran.address, emil.address);
  await as(veteran).proposeWallet(dora.address);
}

async function holds({ own, networkHelpers, ...stage }: World): Promise<void> {
  for (const id of [VETERAN_ID, VETERAN_ID, NEWCOMER_ID]) {
    await own.placeHold(id, (await now({ networkHelpers })) + BigInt(WEEK), sku("reason"), sku("evidence"));
    if (id === VETERAN_ID) await networkHelpers.time.increase(8 * DAY);
  }
  await own.placeHold(VETERAN_ID, (await now({ networkHelpers })) + BigInt(WEEK), sku("reason"), sku("evidence"));
  await stage.core.connect(stage.operator).liftHold(NEWCOMER_ID);
}

/** Offers used and cancelled, and two who record sales. */
async function prices(stage: World): Promise<void> {
  const { core, own, scope, buyer, seller: veteran, stranger, token, operator } = stage;
  for (const nonce of [5n, 300n]) {
    const terms = { product: FINAL, unitPrice: PRICES.wholesale, maxQuantity: 1n, campaign: 7n };
    const offer = { seller: veteran.address, buyer: buyer.address, ...terms, nonce, deadline: FOREVER };
    const signature = await signOffer(veteran, scope.address, scope.chainId, offer);
    const wanted = order(FINAL, { seller: VETERAN_ID });
    await core.connect(buyer).buyWithOffers(buyer.address, wanted, [{ line: 0, offer, signature }]);
  }
  await core.connect(veteran).cancelOffers(0n, 0b111n << 4n);
  await own.grantRole(await core.RECORD_ROLE(), stranger.address);
  const recorded = { order: order(RETURNABLE, { seller: VETERAN_ID }), unitPrices: [PRICES.retail] };
  const skipped = { order: order(99n), unitPrices: [PRICES.retail] };
  for (const [recorder, batches] of [
    [operator, 2],
    [stranger, 1],
  ] as const) {
    await token.mint(recorder.address, 100n * PRICES.retail);
    await token.connect(recorder).approve(core, 100n * PRICES.retail);
    for (let batch = 1; batch <= batches; ++batch) await core.connect(recorder).recordSales(batch, [skipped, recorded]);
  }
}

/** Returns that ended in every way, and one of each state that has not ended. */
async function returns(stage: World): Promise<void> {
  const { core, own, buyer, arbiter, address, ethers, networkHelpers } = stage;
  const customer = core.connect(buyer);
  const token = await ethers.getContractAt("RefusingToken", await stage.token.getAddress());
  const place = async (product = BOXED): Promise<ISales.SaleStruct> => {
    const receipt = await (await customer.buy(order(product, { seller: VETERAN_ID }))).wait();
    return saleFromEvent(receipt!.logs.find((log) => log.address === address)!);
  };
  const requested = async () => {
    const sale = await place();
    await customer.requestReturn(sale);
    return sale;
  };
  const disputed = async () => {
    const sale = await requested();
    await own.rejectReturn(sale, sku("worn"));
    return sale;
  };
  await customer.requestReturn(await place(RETURNABLE));
  await customer.withdrawReturn(await requested());
  await own.acceptReturn(await requested());
  await core.connect(arbiter).ruleReturn(await disputed(), true);
  await core.connect(arbiter).ruleReturn(await disputed(), false);
  await customer.withdrawReturn(await disputed());
  const settled = await place();
  await networkHelpers.time.increase(RETURN_WINDOW);
  await core.settle(settled);
  const [automatic, accepted, ruled] = [await place(RETURNABLE), await requested(), await disputed()];
  await token.setRefused(buyer.address, true);
  await customer.requestReturn(automatic);
  await own.acceptReturn(accepted);
  await core.connect(arbiter).ruleReturn(ruled, true);
  await token.setRefused(buyer.address, false);
  await core.refund(automatic);
  for (const make of [place, requested, disputed]) await make();
}

/** A claim that somebody else sends, and others that are taken back. */
async function claims({ core, scope, treasury, seller: veteran, stranger }: World): Promise<void> {
  const claim = { wallet: treasury.address, recipient: treasury.address, atLeast: 1n, deadline: FOREVER };
  const signature = await signClaim(treasury, scope.address, scope.chainId, { ...claim, nonce: 0n });
  await core.connect(stranger).claimFor(claim, signature);
  for (let i = 0; i < 2; ++i) await core.connect(veteran).cancelClaims();
}

describe("Journal, read for people and returns by somebody who has nothing but the events", () => {
  const lived = fixture(async () => {
    const stage = await setLegacyStage({ token: "RefusingToken" });
    const screen = await prepare(stage);
    await openLegacy(stage);
    await people(stage);
    await holds(stage);
    await prices(stage);
    await returns(stage);
    const { ethers, networkHelpers, own, core } = stage;
    const next = await (await ethers.deployContract("ListScreen")).getAddress();
    await own.scheduleScreen(next);
    await own.scheduleRun(await stage.run.getAddress());
    await networkHelpers.setCode(screen, "0x");
    await claims(stage);

    const register = new Register();
    for (const log of await journalOf(stage)) {
      register.read(log, core.interface.parseLog({ ...log, topics: [...log.topics] })!);
    }
    return { ...stage, register };
  });
  let world: Awaited<ReturnType<typeof lived>>;
  let core: World["core"];
  let register: Register;

  beforeEach(async () => {
    world = await lived();
    ({ core, register } = world);
  });

  it("[JRN-2] has met every event that there is, but those that others read", () => {
    const events = core.interface.fragments.filter((fragment): fragment is EventFragment => fragment.type === "event");
    expect([...register.names, ...READ_ELSEWHERE]).to.include.members(events.map(({ name }) => name));
  });

  it("[JRN-2] [IMPORT-1] knows who was imported, under whom, and who has no wallet yet", async () => {
    expect([...register.imported.keys()]).to.deep.equal([LEADER_ID, ABSENT_ID, VETERAN_ID, RECRUIT_ID]);
    expect([...register.unbound]).to.deep.equal([RECRUIT_ID]);
    for (let id = 2n; id <= NEWCOMER_ID; ++id) {
      const state = await core.distributor(id);
      const imported = register.imported.get(id);
      expect([state.imported, state.unbound]).to.deep.equal([imported !== undefined, register.unbound.has(id)]);
      if (imported) expect([state.sponsor, state.rank]).to.deep.equal([imported.sponsor, imported.rank]);
    }
  });

  it("[JRN-2] [WALLET-1] knows everybody's present wallet, the former ones, and what they proposed", async () => {
    expect(register.wallets.size).to.equal(5);
    expect(register.former.size).to.equal(2);
    for (const [id, wallet] of register.wallets) {
      expect(await core.idOf(wallet)).to.deep.equal([id, true]);
      expect(await core.proposalOf(wallet)).to.equal(register.proposals.get(wallet) ?? ZeroAddress);
    }
    for (const [wallet, id] of register.former) {
      expect(await core.idOf(wallet)).to.deep.equal([id, false]);
      expect(await core.proposalOf(wallet)).to.equal(ZeroAddress);
    }
    expect([...register.proposals.values()].filter((to) => to !== ZeroAddress).length).to.equal(1);
  });

  it("[JRN-2] [WALLET-4] knows every guardian and every recovery that is pending", async () => {
    for (const wallet of [...register.wallets.values(), ...register.former.keys()]) {
      const { guardian, delay, to, readyAt } = register.guardianOf(wallet);
      expect(await core.guardianOf(wallet)).to.deep.equal([guardian, delay, to, readyAt]);
    }
    for (const [id, wallet] of register.wallets) {
      const pending = register.guardianOf(wallet).readyAt !== 0n;
      expect((await core.distributor(id)).recovering, `recovery of ${id}`).to.equal(pending);
    }
    expect([...register.guardians.values()].filter(({ readyAt }) => readyAt !== 0n).length).to.equal(1);
  });

  it("[JRN-2] [HOLD-3] knows every hold", async () => {
    expect([...register.holds.keys()]).to.deep.equal([VETERAN_ID, NEWCOMER_ID]);
    for (let id = 2n; id <= NEWCOMER_ID; ++id) {
      const { until = 0n, starts = [], lifted = true } = register.holds.get(id) ?? {};
      expect(await core.holdOf(id)).to.deep.equal([until, [...starts, 0n, 0n, 0n, 0n].slice(0, 4)]);
      expect((await core.distributor(id)).held).to.equal(!lifted);
    }
  });

  it("[JRN-2] [SCREEN-2] knows the screen, the one to come, and the run contract to come", async () => {
    const { screen, screenNext, screenFrom, runNext } = register;
    expect(await core.screening()).to.deep.equal([screen, screenNext, screenFrom]);
    expect(unpackNextRun(BigInt((await core.extsload([SLOTS.nextRun]))[0]!)).run).to.equal(runNext);
    expect([screen, screenNext, runNext]).not.to.include(ZeroAddress);
  });

  it("[JRN-2] knows which offers have ended, and who recorded how many batches", async () => {
    expect(Object.fromEntries(register.nonces)).to.deep.equal({
      [`${VETERAN_ID}/0`]: 0b111n << 4n,
      [`${VETERAN_ID}/1`]: 1n << 44n,
    });
    for (const [key, used] of register.nonces) {
      const [seller, word] = key.split("/");
      expect(await core.offerNonces(BigInt(seller!), BigInt(word!))).to.equal(used);
    }
    const { operator, stranger } = world;
    expect([...register.batches]).to.deep.equal([
      [operator.address, 2n],
      [stranger.address, 1n],
    ]);
    for (const [recorder, batch] of register.batches) expect(await core.lastBatch(recorder)).to.equal(batch);
  });

  it("[JRN-2] [PAYSIG-2] knows how many signed claims of a wallet were used or taken back", async () => {
    expect([...register.claims]).to.deep.equal([
      [world.treasury.address, 1n],
      [world.seller.address, 2n],
    ]);
    for (const [wallet, nonce] of register.claims) expect(await core.claimNonce(wallet)).to.equal(nonce);
  });

  it("[JRN-2] knows where every sale stands, in return or not, and until when", async () => {
    for (const [id, { state, deadline }] of register.sales) {
      expect(await core.saleState(id), `sale ${id}`).to.deep.equal([BigInt(state), deadline]);
    }
    const count = (state: SaleState) => [...register.sales.values()].filter((sale) => sale.state === state).length;
    const { Escrowed, Requested, Disputed, Settled, Refunded } = SaleState;
    // Escrowed are three recorded ones, two that were withdrawn and one more.
    expect([Escrowed, Requested, Disputed, Settled, Refunded].map(count)).to.deep.equal([6, 2, 2, 2, 4]);
  });

  it("[JRN-2] gives the whole storage, to the root of its trie", async () => {
    const history = await historyOf(world);
    expect([...history.journalFindings.list, ...history.findings.list]).to.deep.equal([]);
    expect(rebuiltRoot(history)).to.equal(await storageRoot(world));
  });
});
