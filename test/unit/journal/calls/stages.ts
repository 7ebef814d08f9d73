import type { ContractTransactionResponse } from "ethers";
import { signOffer } from "../../../../packages/protocol/src/index.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { DAY, plan } from "../../../helpers/programme.ts";
import {
  BOXED,
  FINAL,
  FOREVER,
  impersonated,
  now,
  openStage,
  order,
  PRICES,
  placeInEscrow,
  RETURN_WINDOW,
  SELLER_ID,
  type Stage,
  setRun,
  setStage,
  sku,
  takeOver,
  unopenedStage,
} from "../../../helpers/stage.ts";

/** One call of a function that changes something, ready to be sent. */
export interface Call {
  readonly core: Stage["core"];
  readonly send: () => Promise<ContractTransactionResponse>;
}

/** By function: the events that a call of it emits, in order, and how to make that call. */
export type Calls = Record<string, readonly (readonly [events: readonly string[], prepare: () => Promise<Call>])[]>;

export const unopened = async () => {
  const stage = await unopenedStage();
  return { ...stage, own: stage.core.connect(stage.operator) };
};

export const opened = async () => {
  const stage = await openStage();
  const { core, operator, admin, buyer, seller } = stage;
  const as = { operator: core.connect(operator), admin: core.connect(admin), buyer: core.connect(buyer) };
  return { ...stage, as: { ...as, seller: core.connect(seller) } };
};

/** Balances for seller, sponsor and company. */
export const earned = async () => {
  const stage = await opened();
  await stage.as.buyer.buy(order(FINAL));
  return stage;
};

/** Two sales in escrow that are due. */
export const due = async () => {
  const stage = await opened();
  const sales = [await placeInEscrow(stage), await placeInEscrow(stage)] as const;
  await stage.networkHelpers.time.increase(RETURN_WINDOW);
  return { ...stage, sales };
};

export const pooled = fixture(async () => {
  const stage = await setStage();
  await setRun(stage);
  await takeOver(stage, plan({ poolShare: 500 }));
  await stage.core.connect(stage.buyer).buy(order(FINAL));
  return { ...stage, runner: await impersonated(stage, await stage.run.getAddress()) };
});

/** Goods that a buyer wants to return. */
export const requested = async () => {
  const stage = await opened();
  const sale = await placeInEscrow(stage, BOXED);
  await stage.as.buyer.requestReturn(sale);
  return { ...stage, sale };
};

/** Goods whose return the company rejected. */
export const disputed = async () => {
  const stage = await requested();
  await stage.as.operator.rejectReturn(stage.sale, sku("worn"));
  return stage;
};

/** A seller whose guardian is his sponsor, with the new wallet of whoever it is to be. */
export const guarded = async () => {
  const stage = await opened();
  await stage.as.seller.setGuardian(stage.sponsor.address, 7 * DAY);
  const guardian = stage.core.connect(stage.sponsor);
  return { ...stage, guardian, recover: () => guardian.startRecovery(stage.seller.address, stage.newcomer.address) };
};

/** The same with a recovery under way. */
export const recovering = async () => {
  const stage = await guarded();
  await stage.recover();
  return stage;
};

/** A seller whom a hold stops. */
export const held = async () => {
  const stage = await opened();
  await stage.as.operator.placeHold(SELLER_ID, (await now(stage)) + BigInt(DAY), sku("reason"), sku("evidence"));
  return stage;
};

/** A screen that is named, to be set after the notice. */
export const screenNamed = async () => {
  const stage = await opened();
  await stage.as.admin.scheduleScreen(await stage.run.getAddress());
  return stage;
};

/** The seller's offer of the final product at its wholesale price, to one buyer or to anybody. */
export async function offered({ scope, seller }: Pick<Stage, "scope" | "seller">, buyer: string) {
  const terms = { product: FINAL, unitPrice: PRICES.wholesale, maxQuantity: 1n, campaign: 7n };
  const offer = { seller: seller.address, buyer, ...terms, nonce: 5n, deadline: FOREVER };
  return { line: 0, offer, signature: await signOffer(seller, scope.address, scope.chainId, offer) };
}
