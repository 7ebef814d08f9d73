import { ZeroAddress } from "ethers";
import { signReturn } from "../../../../packages/protocol/src/index.ts";
import { DECISION } from "../../../helpers/programme.ts";
import {
  BOXED,
  FINAL,
  FOREVER,
  order,
  PRICES,
  placeInEscrow,
  RETURNABLE,
  type Stage,
  sku,
} from "../../../helpers/stage.ts";
import { type Calls, disputed, due, offered, opened, requested } from "./stages.ts";

/** The token neither moves nor tells anything any more. */
const breakToken = async ({ token, networkHelpers }: Pick<Stage, "token" | "networkHelpers">) =>
  networkHelpers.setCode(await token.getAddress(), "0x60006000fd");

/** Purchases of every kind, settlement and returns. */
export const SALE_CALLS: Calls = {
  buy: [
    [
      ["SaleFinal"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.buyer.buy(order(FINAL)) };
      },
    ],
    [
      ["SalePlaced"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.buyer.buy(order(BOXED)) };
      },
    ],
  ],
  buyFor: [
    [
      ["SaleFinal"],
      async () => {
        const { core, as, stranger } = await opened();
        return { core, send: () => as.buyer.buyFor(stranger.address, order(FINAL)) };
      },
    ],
    [
      ["SalePlaced"],
      async () => {
        const { core, as, stranger } = await opened();
        return { core, send: () => as.buyer.buyFor(stranger.address, order(RETURNABLE)) };
      },
    ],
  ],
  settle: [
    [
      ["SalesSettled"],
      async () => {
        const { core, sales } = await due();
        return { core, send: () => core.settle(sales[0]) };
      },
    ],
  ],
  settleMany: [
    [
      ["SalesSettled"],
      async () => {
        const { core, sales } = await due();
        return { core, send: () => core.settleMany([...sales]) };
      },
    ],
  ],
  buyWithOffers: [
    [
      ["OfferUsed", "SaleFinal"],
      async () => {
        const stage = await opened();
        const { core, as, buyer } = stage;
        const offer = await offered(stage, buyer.address);
        return { core, send: () => as.buyer.buyWithOffers(buyer.address, order(FINAL), [offer]) };
      },
    ],
    [
      ["SaleFinal"],
      async () => {
        const stage = await opened();
        const { core, as, stranger } = stage;
        const offer = await offered(stage, ZeroAddress);
        return { core, send: () => as.buyer.buyWithOffers(stranger.address, order(FINAL), [offer]) };
      },
    ],
  ],
  cancelOffers: [
    [
      ["OffersCancelled"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.seller.cancelOffers(0n, 32n) };
      },
    ],
  ],
  recordSales: [
    [
      ["RecordSkipped", "SalePlaced", "SaleFinal", "BatchRecorded"],
      async () => {
        const { core, as, operator, buyer, token } = await opened();
        await token.connect(buyer).transfer(operator.address, 3n * PRICES.retail);
        await token.connect(operator).approve(core, 3n * PRICES.retail);
        const good = [BOXED, FINAL].map((number) => ({ order: order(number), unitPrices: [PRICES.retail] }));
        const unknown = { order: order(99n), unitPrices: [PRICES.retail] };
        return { core, send: () => as.operator.recordSales(1n, [good[0]!, unknown, good[1]!]) };
      },
    ],
  ],
  requestReturn: [
    [
      ["SaleRefunded"],
      async () => {
        const stage = await opened();
        const sale = await placeInEscrow(stage);
        return { core: stage.core, send: () => stage.as.buyer.requestReturn(sale) };
      },
    ],
    [
      ["ReturnRequested"],
      async () => {
        const stage = await opened();
        const sale = await placeInEscrow(stage, BOXED);
        return { core: stage.core, send: () => stage.as.buyer.requestReturn(sale) };
      },
    ],
    [
      ["RefundFailed"],
      async () => {
        const stage = await opened();
        const sale = await placeInEscrow(stage);
        await breakToken(stage);
        return { core: stage.core, send: () => stage.as.buyer.requestReturn(sale) };
      },
    ],
  ],
  requestReturnFor: [
    [
      ["SaleRefunded"],
      async () => {
        const stage = await opened();
        const { core, address, chainId, buyer } = stage;
        const sale = await placeInEscrow(stage);
        const returned = { buyer: buyer.address, sale: BigInt(sale.id), refund: BigInt(sale.total), deadline: FOREVER };
        const signature = await signReturn(buyer, address, chainId, returned);
        return { core, send: () => core.requestReturnFor(sale, FOREVER, signature) };
      },
    ],
  ],
  withdrawReturn: [
    [
      ["ReturnWithdrawn"],
      async () => {
        const { core, as, sale } = await requested();
        return { core, send: () => as.buyer.withdrawReturn(sale) };
      },
    ],
  ],
  acceptReturn: [
    [
      ["ReturnAccepted", "SaleRefunded"],
      async () => {
        const { core, as, sale } = await requested();
        return { core, send: () => as.operator.acceptReturn(sale) };
      },
    ],
    [
      ["ReturnAccepted", "RefundFailed"],
      async () => {
        const stage = await requested();
        await breakToken(stage);
        return { core: stage.core, send: () => stage.as.operator.acceptReturn(stage.sale) };
      },
    ],
  ],
  rejectReturn: [
    [
      ["ReturnRejected"],
      async () => {
        const { core, as, sale } = await requested();
        return { core, send: () => as.operator.rejectReturn(sale, sku("worn")) };
      },
    ],
  ],
  ruleReturn: [
    [
      ["ReturnRuled", "SaleRefunded"],
      async () => {
        const { core, arbiter, sale } = await disputed();
        return { core, send: () => core.connect(arbiter).ruleReturn(sale, true) };
      },
    ],
    [
      ["ReturnRuled", "SalesSettled"],
      async () => {
        const { core, arbiter, sale } = await disputed();
        return { core, send: () => core.connect(arbiter).ruleReturn(sale, false) };
      },
    ],
  ],
  refund: [
    [
      ["SaleRefunded"],
      async () => {
        const { core, sale, networkHelpers } = await requested();
        await networkHelpers.time.increase(DECISION);
        return { core, send: () => core.refund(sale) };
      },
    ],
  ],
  refundTo: [
    [
      ["SaleRefunded"],
      async () => {
        const { core, as, sale, stranger, networkHelpers } = await requested();
        await networkHelpers.time.increase(DECISION);
        return { core, send: () => as.buyer.refundTo(sale, stranger.address) };
      },
    ],
  ],
};
