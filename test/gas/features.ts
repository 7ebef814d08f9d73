import { signOffer } from "@upline/protocol";
import { ZeroHash } from "ethers";
import { NOTICE, plan } from "../helpers/programme.ts";
import { customer, DEADLINE, FINAL, gasOf, line, order, PRICE, type Programme, programme } from "./scenario.ts";
import type { Note } from "./signed.ts";

const LEVELS_PAID = 3;
const RATES = Array.from({ length: 16 }, () => 100);
const OPEN = RATES.map(() => 0);

type Members = Awaited<ReturnType<typeof line>>;
type Buyer = Awaited<ReturnType<typeof customer>>;

/** A programme with a short line, everyone of whom has been paid before. */
async function openLine(poolShare = 0) {
  const p = await programme(poolShare);
  const members = await line(p, p.treasury, LEVELS_PAID);
  const buyer = await customer(p);
  for (const { id } of members) await gasOf(p.core.connect(buyer).buy(order(id)));
  const seller = members[LEVELS_PAID - 1];
  if (!seller) throw new Error("nobody was enrolled");
  return { p, members, buyer, seller };
}

/**
 * What single features add to a final sale of three payees, or save: each is measured beside the plain sale of the same
 * programme, in the same state.
 */
export async function measureFeatures(): Promise<Note[]> {
  const { p, buyer, seller } = await openLine();
  const sell = (changes: Partial<ReturnType<typeof order>> = {}) =>
    gasOf(p.core.connect(buyer).buy({ ...order(seller.id), ...changes }));
  const plain = await sell();
  const two = [FINAL, FINAL].map((product) => ({ product, quantity: 1 }));
  const costs: Note[] = [
    { name: "a second line of the same product", gas: (await sell({ lines: two, maxTotal: 2n * PRICE })) - plain },
    { name: "no campaign and no reference", gas: (await sell({ campaign: 0n, ref: ZeroHash })) - plain },
    { name: "bought for somebody else (`buyFor`)", gas: (await forOther(p, buyer, seller.id)) - plain },
    { name: "an open offer by the seller on its line", gas: (await withOffer(p, buyer, seller)) - plain },
    { name: "the company as the seller, instead of three payees", gas: (await sell({ seller: 1n })) - plain },
    { name: "everybody inactive (three looked at, none paid)", gas: (await whenInactive()) - plain },
    { name: "rates by rank beside those by level", gas: (await withRanks()) - plain },
    { name: "a due plan that nobody has moved yet", gas: (await withDuePlan()) - plain },
  ];
  return costs;
}

async function forOther(p: Programme, buyer: Buyer, seller: bigint): Promise<bigint> {
  const other = await customer(p);
  return gasOf(p.core.connect(buyer).buyFor(other.address, order(seller)));
}

async function withOffer(p: Programme, buyer: Buyer, seller: Members[number]): Promise<bigint> {
  const { chainId } = await p.ethers.provider.getNetwork();
  const offer = {
    seller: seller.wallet.address,
    buyer: "0x0000000000000000000000000000000000000000",
    product: BigInt(FINAL),
    unitPrice: PRICE,
    maxQuantity: 1n,
    campaign: order(seller.id).campaign,
    nonce: 0n,
    deadline: DEADLINE,
  };
  const signature = await signOffer(seller.wallet, await p.core.getAddress(), chainId, offer);
  return gasOf(p.core.connect(buyer).buyWithOffers(buyer.address, order(seller.id), [{ line: 0, offer, signature }]));
}

/** Two periods later, with a threshold and no sale in between, nobody is active. */
async function whenInactive(): Promise<bigint> {
  const { p, buyer, seller } = await openLine();
  await p.networkHelpers.time.increase(2 * NOTICE);
  return gasOf(p.core.connect(buyer).buy(order(seller.id)));
}

async function withRanks(): Promise<bigint> {
  const { p, buyer, seller } = await openLine();
  await scheduleNext(p, { rankRates: RATES });
  await gasOf(p.core.activatePlan());
  return second(p, buyer, seller.id);
}

/** What a sale costs between a plan's time and the first transaction that moves it. */
async function withDuePlan(): Promise<bigint> {
  const { p, buyer, seller } = await openLine();
  await scheduleNext(p, {});
  return second(p, buyer, seller.id);
}

/** The second sale in a period: the first one makes everybody's activity of the new period known. */
async function second(p: Programme, buyer: Buyer, seller: bigint): Promise<bigint> {
  await gasOf(p.core.connect(buyer).buy(order(seller)));
  return gasOf(p.core.connect(buyer).buy(order(seller)));
}

async function scheduleNext(p: Programme, changes: Parameters<typeof plan>[0]): Promise<void> {
  const block = await p.ethers.provider.getBlock("latest");
  const from = BigInt(block?.timestamp ?? 0) + BigInt(NOTICE) + 60n;
  await p.core.schedulePlan(plan({ rates: RATES, openRanks: OPEN, ...changes }), from, "{}");
  await p.networkHelpers.time.increaseTo(from + 1n);
}
