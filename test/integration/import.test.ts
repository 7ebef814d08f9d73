import { expect } from "chai";
import { decodeBytes32String, encodeBytes32String, type Wallet as Key, Wallet, ZeroAddress } from "ethers";
import type { INetwork } from "../../packages/protocol/src/contracts/Upline.ts";
import { saleFromEvent } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { agree, vouch } from "../helpers/legacy.ts";
import { Compression, DAY, deployProgramme, PERIOD, plan } from "../helpers/programme.ts";
import {
  equip,
  FINAL,
  impersonated,
  nextPeriod,
  ONE,
  order,
  RETURN_WINDOW,
  RETURNABLE,
  throughTimelock,
} from "../helpers/stage.ts";

const SIZE = 60;
const BATCH = 25;
const FIRST_ID = 2n;
/** Five levels, for who sold for a CV of 10 in the period before. */
const PLAN = plan({ rates: [1_000, 800, 500, 300, 200], threshold: 10n * ONE, compression: Compression.None });

/** Somebody of the company's old system. Every third has never given a wallet. */
interface Veteran {
  readonly number: string;
  readonly id: bigint;
  readonly sponsor: bigint;
  readonly rank: bigint;
  readonly key: Key;
  readonly hasWallet: boolean;
}

/** The old system's people, in the order in which they joined: a line of five in each group of ten, others beside it. */
function veterans(): Veteran[] {
  return Array.from({ length: SIZE }, (_, i) => {
    const inGroup = i % 10;
    const sponsor = inGroup === 0 ? 1n : inGroup <= 5 ? FIRST_ID + BigInt(i - 1) : FIRST_ID + BigInt(i - inGroup);
    const rank = BigInt(i % 4);
    const identity = {
      number: `AUR-${1_000 + i}`,
      id: FIRST_ID + BigInt(i),
      key: new Wallet(`0x${(i + 1).toString(16).padStart(64, "0")}`),
    };
    return { ...identity, sponsor, rank, hasWallet: i % 3 !== 2 };
  });
}

/** Aurora sold for years with another system. Its programme is deployed, not open, and has its first plan. */
async function aurora() {
  const stage = await deployProgramme({ plan: PLAN }, false);
  const { core, networkHelpers, others } = stage;
  const [buyer, arbiter, stranger, mallory] = others;
  if (!buyer || !arbiter || !stranger || !mallory) throw new Error("the local network has too few accounts");
  const address = await core.getAddress();
  const scope = { address, chainId: (await stage.ethers.provider.getNetwork()).chainId };
  await networkHelpers.time.increaseTo((await nextPeriod(stage)) + BigInt(DAY / 2));
  await equip({ ...stage, buyer, arbiter });
  return { ...stage, buyer, stranger, mallory, address, scope, people: veterans() };
}

const imported = ({ key, hasWallet, sponsor, rank, number }: Veteran): INetwork.ImportedDistributorStruct => ({
  wallet: hasWallet ? key.address : ZeroAddress,
  sponsor,
  rank,
  legacyId: encodeBytes32String(number),
});

describe("a legacy network is imported", () => {
  const prepared = fixture(aurora);
  let story: Awaited<ReturnType<typeof aurora>>;
  let core: typeof story.core;

  beforeEach(async () => {
    story = await prepared();
    core = story.core;
  });

  /** The next batch of the file, from wherever the chain is. */
  async function importNext(): Promise<void> {
    const next = (await core.lastDistributorId()) + 1n;
    const from = Number(next - FIRST_ID);
    const batch = story.people.slice(from, from + BATCH).map(imported);
    await core.connect(story.operator).importDistributors(next, batch);
  }

  async function importAll(): Promise<void> {
    while ((await core.lastDistributorId()) < FIRST_ID + BigInt(SIZE) - 1n) await importNext();
  }

  async function open(): Promise<void> {
    await throughTimelock(story, core.interface.encodeFunctionData("open"));
  }

  /** Who has no wallet, by the events alone: what a lens or an auditor lists. */
  async function unbound(): Promise<Map<bigint, string>> {
    const waiting = new Map<bigint, string>();
    for (const { args } of await core.queryFilter(core.filters.DistributorImported())) {
      if (args.wallet === ZeroAddress) waiting.set(args.id, decodeBytes32String(args.legacyId));
    }
    for (const { args } of await core.queryFilter(core.filters.DistributorBound())) waiting.delete(args.id);
    return waiting;
  }

  it("[IMPORT-1] in batches, and the second half after the machine stopped: nobody twice, nobody missing", async () => {
    await importNext();
    const again = story.people.slice(0, BATCH).map(imported);
    await importNext();
    // Nobody knows whether the first two arrived; whoever repeats them is told where the chain is.
    await expect(core.connect(story.operator).importDistributors(FIRST_ID, again))
      .to.be.revertedWithCustomError(core, "ImportOutOfStep")
      .withArgs(FIRST_ID, FIRST_ID + 2n * BigInt(BATCH));
    await importAll();
    for (const { id, sponsor, rank, key, hasWallet } of story.people) {
      const state = await core.distributor(id);
      expect([state.sponsor, state.rank, state.imported, state.unbound]).to.deep.equal([
        sponsor,
        rank,
        true,
        !hasWallet,
      ]);
      expect(await core.idOf(key.address)).to.deep.equal(hasWallet ? [id, true] : [0n, false]);
    }
    const told = await core.queryFilter(core.filters.DistributorImported());
    expect(told.map(({ args }) => decodeBytes32String(args.legacyId))).to.deep.equal(
      story.people.map(({ number }) => number),
    );
  });

  it("[LIFE-2] [IMPORT-1] opens by the timelock, and then nobody is brought along any more", async () => {
    await importAll();
    await open();
    expect(await core.isOpen()).to.equal(true);
    await expect(
      core.connect(story.operator).importDistributors(FIRST_ID + BigInt(SIZE), []),
    ).to.be.revertedWithCustomError(core, "ImportTooLate");
  });

  it("[IMPORT-2] [IMPORT-3] all are active in the month of the opening, and earn, with a wallet or without", async () => {
    await importAll();
    await story.networkHelpers.time.increase(2 * PERIOD);
    await open();
    // The fifth of a line sells: profit and five levels, two of them to people without wallets.
    const { buyer, people } = story;
    const seller = people[5]!;
    await core.connect(buyer).buy(order(FINAL, { seller: seller.id }));
    const balances = await Promise.all(people.slice(0, 6).map(({ id }) => core.balanceOf(id)));
    expect(balances).to.deep.equal([0n, 200_000n, 300_000n, 500_000n, 800_000n, 8n * ONE]);
    expect(people.slice(0, 6).map(({ hasWallet }) => hasWallet)).to.deep.equal([true, true, false, true, true, false]);
    // A month later only he is, who sold enough.
    await story.networkHelpers.time.increaseTo(await nextPeriod(story));
    const states = await Promise.all(people.map(({ id }) => core.distributor(id)));
    expect(states.filter(({ active }) => active).length).to.equal(1);
    await core.connect(buyer).buy(order(FINAL, { seller: seller.id }));
    expect(await core.balanceOf(seller.id)).to.equal(16n * ONE);
    expect(await core.balanceOf(people[4]!.id)).to.equal(800_000n);
  });

  it("[IMPORT-3] [IMPORT-4] binds who had no wallet, by voucher and consent, each once; a thief gets nobody's", async () => {
    await importAll();
    await open();
    const { buyer, operator, stranger, mallory, scope, people, token } = story;
    const waiting = people.filter(({ hasWallet }) => !hasWallet);
    expect(await unbound()).to.deep.equal(new Map(waiting.map(({ id, number }) => [id, number])));
    for (const { id } of waiting) await core.connect(buyer).buy(order(FINAL, { seller: id }));

    // Mallory has seen a voucher, and writes one himself.
    const [victim] = waiting;
    const voucher = await vouch(scope, operator, victim!.key.address, victim!.id);
    await expect(core.connect(mallory).bind(...voucher))
      .to.be.revertedWithCustomError(core, "VoucherForAnother")
      .withArgs(mallory.address, victim!.key.address);
    await expect(
      core.connect(mallory).bind({ ...voucher[0], wallet: mallory.address }, voucher[1]),
    ).to.be.revertedWithCustomError(core, "SignatureInvalid");
    await expect(core.connect(mallory).bind(...(await vouch(scope, mallory, mallory.address, victim!.id))))
      .to.be.revertedWithCustomError(core, "VoucherIssuerInvalid")
      .withArgs(mallory.address);

    // The others come by and by: who has ether sends it himself, for who has none the company's relay does.
    for (const [i, { key, id }] of waiting.entries()) {
      const papers = await vouch(scope, operator, key.address, id);
      if (i % 2 === 0) await core.connect(await impersonated(story, key.address)).bind(...papers);
      else await core.connect(stranger).bindFor(...papers, ...(await agree(scope, key, id)));
    }
    expect((await unbound()).size).to.equal(0);
    await expect(core.connect(await impersonated(story, victim!.key.address)).bind(...voucher))
      .to.be.revertedWithCustomError(core, "VoucherUsed")
      .withArgs(victim!.id);

    // Everybody is paid what his number earned, and the rest of the tokens is the company's.
    await core.push(people.map(({ key }) => key.address));
    const earned = await Promise.all(waiting.map(({ key }) => token.balanceOf(key.address)));
    expect(earned.every((amount) => amount >= 8n * ONE)).to.equal(true);
    expect(await token.balanceOf(core)).to.equal(await core.balanceOf(1n));
    const paid = await Promise.all(people.map(({ key }) => token.balanceOf(key.address)));
    const total = BigInt(waiting.length) * 20n * ONE;
    expect(paid.reduce((sum, amount) => sum + amount, 0n) + (await core.balanceOf(1n))).to.equal(total);
  });

  it("[IMPORT-3] what was sold before the binding and settled after it is theirs too", async () => {
    await importAll();
    await open();
    const { buyer, operator, scope, people, token, networkHelpers } = story;
    const late = people[2]!;
    const placed = await (await core.connect(buyer).buy(order(RETURNABLE, { seller: late.id }))).wait();
    const sale = saleFromEvent(placed!.logs.find(({ address }) => address === story.address)!);
    const wallet = await impersonated(story, late.key.address);
    await core.connect(wallet).bind(...(await vouch(scope, operator, late.key.address, late.id)));
    await networkHelpers.time.increase(RETURN_WINDOW);
    await core.settle(sale);
    await core.connect(wallet).claim();
    expect(await token.balanceOf(wallet)).to.equal(8n * ONE);
  });
});
