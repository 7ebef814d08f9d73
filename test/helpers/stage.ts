import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  type Addressable,
  type ContractTransactionResponse,
  id as hashOf,
  MaxUint256,
  type Result,
  type Signer,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import type { ICatalogue, ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import {
  ANY_WALLET,
  type Invitation,
  saleFromEvent,
  signEnrolment,
  signInvitation,
} from "../../packages/protocol/src/index.ts";
import { fixture } from "./fixture.ts";
import { DAY, deployProgramme, deployUnopened, NOTICE, type Plan, type ProgrammeOptions } from "./programme.ts";

/** One unit of the test token, which has six decimals. */
export const ONE = 1_000_000n;
/** A deadline that no test reaches. */
export const FOREVER = 2n ** 40n - 1n;
export const HOUR = 3_600n;
export const RETURN_WINDOW = 14n * BigInt(DAY);

/** Products of the stage, by number: one final at once, one with an automatic return, one of goods. */
export const FINAL = 1n;
export const RETURNABLE = 2n;
export const BOXED = 3n;

/** What each product of the stage costs, in token units. */
export const PRICES = { retail: 20n * ONE, wholesale: 13n * ONE, volume: 10n * ONE } as const;

/** Ids of the stage's distributors. */
export const COMPANY_ID = 1n;
export const SPONSOR_ID = 2n;
export const SELLER_ID = 3n;

export const ROLES = [
  "CATALOGUE_ROLE",
  "PLAN_ROLE",
  "RANK_ROLE",
  "PAUSE_ROLE",
  "RETURNS_ROLE",
  "RECORD_ROLE",
  "HOLD_ROLE",
  "IMPORT_ROLE",
  "REVOKER_ROLE",
] as const;
export type RoleName = (typeof ROLES)[number] | "DEFAULT_ADMIN_ROLE";

/** A product's terms: final at once at the stage's prices, but for `changes`. */
export function product(changes: Partial<ICatalogue.ProductTermsStruct> = {}): ICatalogue.ProductTermsStruct {
  return { ...PRICES, window: 0n, kind: 0n, arbiter: ZeroAddress, ...changes };
}

/** The company's code of a product, as it stands in the event. */
export const sku = (name: string) => hashOf(name);

/** An order of one line, at any price. */
export function order(productId: bigint, changes: Partial<ISales.OrderStruct> = {}): ISales.OrderStruct {
  return {
    seller: SELLER_ID,
    campaign: 7n,
    ref: hashOf("order"),
    maxTotal: 2n ** 96n - 1n,
    lines: [{ product: productId, quantity: 1n }],
    ...changes,
  };
}

/** What a signature is bound to. */
export interface Scope {
  readonly address: string;
  readonly chainId: bigint;
}

/** A signed invitation, in the order that `enrol` and `enrolFor` take its parts. */
export type SignedInvitation = readonly [invitation: Invitation, signature: string];

/** An invitation by the signer's own wallet to any wallet, for ever, but for `changes`. */
export async function invite(
  scope: Scope,
  signer: Signer,
  changes: Partial<Invitation> = {},
): Promise<SignedInvitation> {
  const invitation = { sponsor: await signer.getAddress(), newcomer: ANY_WALLET, deadline: FOREVER, ...changes };
  return [invitation, await signInvitation(signer, scope.address, scope.chainId, invitation)];
}

/** The last three arguments of `enrolFor`: who enrols, until when, and the signer's consent to it. */
export async function consent(
  scope: Scope,
  signer: Signer,
  sponsor: string,
  changes: { newcomer?: string; deadline?: bigint } = {},
): Promise<readonly [newcomer: string, deadline: bigint, signature: string]> {
  const newcomer = changes.newcomer ?? (await signer.getAddress());
  const deadline = changes.deadline ?? FOREVER;
  const signature = await signEnrolment(signer, scope.address, scope.chainId, { newcomer, sponsor, deadline });
  return [newcomer, deadline, signature];
}

/** The people of a stage: accounts of the local network, none of them with a number yet. */
function cast(others: readonly HardhatEthersSigner[]) {
  const [sponsor, seller, newcomer, buyer, arbiter, stranger, ...extras] = others;
  if (!sponsor || !seller || !newcomer || !buyer || !arbiter || !stranger) {
    throw new Error("the local network has too few accounts");
  }
  return { sponsor, seller, newcomer, buyer, arbiter, stranger, extras };
}

/**
 * A programme with people: the sponsor (id 2) under the company, the seller (id 3) under the sponsor, a buyer with
 * tokens who approved the core, and others without a number. It begins half a day into a period, so that no test comes
 * upon the period's end by itself. `core` is connected to the stranger, who may do nothing.
 */
export async function setStage(options: ProgrammeOptions = {}) {
  const programme = await deployProgramme(options);
  const { treasury, ethers, networkHelpers, timelock } = programme;
  const people = cast(programme.others);
  const core = programme.core.connect(people.stranger);
  const scope = await scopeOf(core, programme);
  await networkHelpers.time.increaseTo((await nextPeriod({ core })) + BigInt(DAY / 2));

  await core.connect(people.sponsor).enrol(...(await invite(scope, treasury)));
  await core.connect(people.seller).enrol(...(await invite(scope, people.sponsor)));
  await equip({ ...programme, ...people, core });
  const admin = await impersonated(programme, await timelock.getAddress());
  const run = await ethers.deployContract("MockRun");
  return { ...programme, ...people, ...scope, scope, core, admin, run };
}

/** The stage that most tests share. */
export const openStage = fixture(() => setStage());

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** The same people before the programme opens; the operator is the admin and holds every role. */
export async function setUnopenedStage(options: ProgrammeOptions = {}) {
  const programme = await deployUnopened(options);
  const people = cast(programme.others);
  const core = programme.core.connect(people.stranger);
  const scope = await scopeOf(core, programme);
  const run = await programme.ethers.deployContract("MockRun");
  return { ...programme, ...people, ...scope, scope, core, admin: programme.operator, run };
}

/** The unopened stage that most tests share. */
export const unopenedStage = fixture(() => setUnopenedStage());

export type UnopenedStage = Awaited<ReturnType<typeof setUnopenedStage>>;

type Core = Stage["core"];
type Chain = Pick<Stage, "ethers" | "networkHelpers">;

async function scopeOf(core: { getAddress(): Promise<string> }, { ethers }: Pick<Chain, "ethers">): Promise<Scope> {
  return { address: await core.getAddress(), chainId: (await ethers.provider.getNetwork()).chainId };
}

/** The stage's products, and a buyer who has tokens and approved the core. */
export async function equip({
  core,
  operator,
  token,
  arbiter,
  buyer,
}: Pick<Stage, "core" | "operator" | "token" | "arbiter" | "buyer">): Promise<void> {
  const catalogue = stageProducts(arbiter.address);
  await core.connect(operator).addProducts(catalogue, ["final", "returnable", "boxed"].map(sku));
  await token.mint(buyer.address, 1_000_000n * ONE);
  await token.connect(buyer).approve(core, MaxUint256);
}

function stageProducts(arbiter: string): ICatalogue.ProductTermsStruct[] {
  return [product(), product({ window: RETURN_WINDOW }), product({ window: RETURN_WINDOW, kind: 1n, arbiter })];
}

/** Buys something with a return window from the seller. @returns What `settle` takes. */
export async function placeInEscrow(
  { core, buyer }: Pick<Stage, "core" | "buyer">,
  productId = RETURNABLE,
): Promise<ISales.SaleStruct> {
  const transaction = await core.connect(buyer).buy(order(productId));
  const placed = (await transaction.wait())?.logs.find(({ address }) => address === core.target);
  if (!placed) throw new Error("nothing was placed");
  return saleFromEvent(placed);
}

/** Lets a plan take over after the notice, without moving it into the slots of the plan in force. */
export async function takeOver(stage: Stage, next: Plan): Promise<bigint> {
  const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
  await stage.core.connect(stage.operator).schedulePlan(next, from, "{}");
  await stage.networkHelpers.time.increaseTo(from);
  return from;
}

/** Lets the timelock make a call to the core, after its delay. @returns The transaction that executes it. */
export async function throughTimelock(
  stage: Pick<Stage, "ethers" | "proposer" | "stranger" | "address" | "networkHelpers"> & { timelock: Addressable },
  call: string,
): Promise<ContractTransactionResponse> {
  const { ethers, timelock, proposer, stranger, address, networkHelpers } = stage;
  const lock = await ethers.getContractAt("Timelock", await timelock.getAddress());
  const operation = [address, 0, call, ZeroHash, ZeroHash] as const;
  await lock.connect(proposer).schedule(...operation, await lock.getMinDelay());
  await networkHelpers.time.increase(await lock.getMinDelay());
  return lock.connect(stranger).execute(...operation);
}

/** Names the stage's run contract and sets it after the notice. */
export async function setRun({ core, admin, run, networkHelpers }: Stage): Promise<void> {
  await core.connect(admin).scheduleRun(await run.getAddress());
  await networkHelpers.time.increase(NOTICE);
  await core.setRun();
}

/** A signer for an account without a key, a contract for example, with ether for gas. */
export async function impersonated({ ethers, networkHelpers }: Chain, account: string): Promise<HardhatEthersSigner> {
  await networkHelpers.setBalance(account, 10n ** 20n);
  return ethers.getImpersonatedSigner(account);
}

/** The second of the last block. */
export async function now({ networkHelpers }: Pick<Chain, "networkHelpers">): Promise<bigint> {
  return BigInt(await networkHelpers.time.latest());
}

/** The first second of the period after the present one. */
export async function nextPeriod({ core }: { core: Pick<Core, "settings" | "currentPeriod"> }): Promise<bigint> {
  const { start, periodLength } = await core.settings();
  return start + ((await core.currentPeriod()) + 1n) * periodLength;
}

/** A struct that a call answered, as a plain object. */
export function fields(struct: unknown): Record<string, unknown> {
  return (struct as Result).toObject(true);
}
