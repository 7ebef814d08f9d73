import { saleFromEvent } from "@upline/protocol";
import { bars, floor, PAYEES } from "./bars.ts";
import { measureFeatures } from "./features.ts";
import { measurePull, measureReferences, type References } from "./references.ts";
import {
  customer,
  FINAL,
  GOODS,
  gasOf,
  LEVELS,
  line,
  order,
  type Programme,
  programme,
  SEVEN_DAYS,
  WEEK,
} from "./scenario.ts";
import { measureSigned, type Note } from "./signed.ts";
import { type Step, traceSteps } from "./steps.ts";

/** A measured figure and what it may be at most. */
export interface Figure {
  readonly name: string;
  readonly gas: bigint;
  readonly bar: bigint;
}

/** A final sale with this many payees beside what else could be done. */
export interface SaleRow extends References {
  readonly payees: number;
  readonly floor: bigint;
  readonly sale: Figure;
  readonly withPool: Figure;
  readonly escrowed: Figure;
}

export interface Measurements {
  readonly pull: bigint;
  readonly sales: readonly SaleRow[];
  readonly operations: readonly Figure[];
  /** Figures without a bar. */
  readonly notes: readonly Note[];
  /** What single features add to a sale, or save. */
  readonly features: readonly Note[];
  /** Where the gas of a final sale goes, by number of payees. */
  readonly steps: readonly { readonly payees: number; readonly parts: readonly Step[] }[];
}

const POOL_SHARE = 100;
const SELLERS = 10;
const SALES_A_SELLER = 10;

type Members = Awaited<ReturnType<typeof line>>;
type Buyer = Awaited<ReturnType<typeof customer>>;

/** A programme with a line of fifteen distributors, everyone of whom has been paid before, and a customer. */
async function livingProgramme(poolShare: number) {
  const p = await programme(poolShare);
  const members = await line(p, p.treasury, LEVELS);
  const buyer = await customer(p);
  for (const { id } of members) await gasOf(p.core.connect(buyer).buy(order(id)));
  return { p, members, buyer };
}

function member(members: Members, index: number): Members[number] {
  const found = members[index];
  if (!found) throw new Error(`the line has ${members.length} members, not ${index + 1}`);
  return found;
}

const buyGas = (p: Programme, buyer: Buyer, seller: bigint, product: number) =>
  gasOf(p.core.connect(buyer).buy(order(seller, product)));

/** Runs every measurement; `progress` is told what is being measured. */
export async function measure(progress: (what: string) => void): Promise<Measurements> {
  const plain = await livingProgramme(0);
  const pooled = await livingProgramme(POOL_SHARE);
  const pull = await measurePull(plain.p);
  const sales: SaleRow[] = [];
  for (const payees of PAYEES) {
    progress(`final sale, ${payees} payees`);
    const seller = member(plain.members, payees - 1).id;
    const pooledSeller = member(pooled.members, payees - 1).id;
    const figure = (name: string, gas: bigint, bar: bigint): Figure => ({ name: `${name}, N=${payees}`, gas, bar });
    sales.push({
      payees,
      floor: floor(pull, payees),
      sale: figure("final sale", await buyGas(plain.p, plain.buyer, seller, FINAL), bars.finalSale(pull, payees)),
      withPool: figure(
        "final sale with pool share",
        await buyGas(pooled.p, pooled.buyer, pooledSeller, FINAL),
        bars.finalSaleWithPool(pull, payees),
      ),
      escrowed: figure(
        "escrowed purchase",
        await buyGas(plain.p, plain.buyer, seller, SEVEN_DAYS),
        bars.escrowedPurchase(payees),
      ),
      ...(await measureReferences(plain.p, payees)),
    });
  }
  const goods = await buyGas(plain.p, plain.buyer, member(plain.members, 0).id, GOODS);
  progress("enrolment, claims, settlement");
  const single = await measureSingleSettlement(plain);
  const steps = await measureSteps(plain);
  const operations = [
    { name: "settlement, per sale of 100", gas: await measureSettlement(), bar: bars.settledSale },
    { name: "enrolment by invitation", gas: member(plain.members, LEVELS - 1).gas, bar: bars.enrolment },
    ...(await measureClaims(plain)),
  ];
  progress("payments by signature");
  const signed = await measureSigned();
  progress("what features cost");
  return {
    pull,
    sales,
    operations,
    notes: [
      { name: "settlement of one sale alone, N=15", gas: single },
      { name: "escrowed purchase of goods (one more word: window and arbiter), N=1", gas: goods },
      ...signed,
    ],
    features: await measureFeatures(),
    steps,
  };
}

/** The final sale with the fewest and with the most payees, taken apart. */
async function measureSteps({ p, members, buyer }: Awaited<ReturnType<typeof livingProgramme>>) {
  const steps = [];
  for (const payees of [1, LEVELS]) {
    const sale = p.core.connect(buyer).buy(order(member(members, payees - 1).id));
    steps.push({ payees, parts: await traceSteps(p.ethers.provider, sale) });
  }
  return steps;
}

/** The claim, and a sale after everybody has claimed, which may cost no more than before. */
async function measureClaims({ p, members, buyer }: Awaited<ReturnType<typeof livingProgramme>>): Promise<Figure[]> {
  const seller = member(members, LEVELS - 1).id;
  const before = await buyGas(p, buyer, seller, FINAL);
  const claimer = member(members, 0);
  await p.token.mint(claimer.wallet.address, 1n);
  const claim = await gasOf(p.core.connect(claimer.wallet).claim());
  for (const { wallet } of members.slice(1)) await gasOf(p.core.connect(wallet).claim());
  await gasOf(p.core.connect(p.treasury).claim());
  const after = await buyGas(p, buyer, seller, FINAL);
  return [
    { name: "claim", gas: claim, bar: bars.claim },
    { name: "final sale after everybody has claimed, N=15", gas: after, bar: before },
  ];
}

async function measureSingleSettlement({ p, members, buyer }: Awaited<ReturnType<typeof livingProgramme>>) {
  const sale = await placedSale(p, buyer, member(members, LEVELS - 1).id);
  await p.networkHelpers.time.increase(WEEK);
  return gasOf(p.core.settle(sale));
}

async function placedSale(p: Programme, buyer: Buyer, seller: bigint) {
  const response = await p.core.connect(buyer).buy(order(seller, SEVEN_DAYS));
  const receipt = await response.wait();
  const core = await p.core.getAddress();
  const log = receipt?.logs.find(({ address }) => address === core);
  if (!log) throw new Error("the purchase emitted no event");
  return saleFromEvent(log);
}

/** 100 sales of 10 sellers with 10 levels of their own above each, in the order of sellers; everyone was paid before. */
async function measureSettlement(): Promise<bigint> {
  const p = await programme(0);
  const buyer = await customer(p);
  const sales = [];
  for (let i = 0; i < SELLERS; i++) {
    const members = await line(p, p.treasury, 11);
    const seller = member(members, 10).id;
    await gasOf(p.core.connect(buyer).buy(order(seller)));
    for (let k = 0; k < SALES_A_SELLER; k++) sales.push(await placedSale(p, buyer, seller));
  }
  await p.networkHelpers.time.increase(WEEK);
  const results = await p.core.settleMany.staticCall(sales);
  if (results.some((result) => result !== 0n)) throw new Error("not every sale of the batch is due");
  return (await gasOf(p.core.settleMany(sales))) / BigInt(sales.length);
}
