import type { ISales } from "@upline/protocol";
import { Interface, type TransactionReceipt } from "ethers";
import type { TransactionStep, WriteAccess } from "../../writes/write.ts";

/** What somebody wants to buy from whom. */
export interface Wish {
  readonly seller: bigint;
  readonly campaign: bigint;
  readonly product: bigint;
  readonly quantity: bigint;
}

/** A hash of nothing: these pages give an order no number of their own. */
const NO_REF = `0x${"00".repeat(32)}`;
/** The most that an order can name as its limit. */
const NO_LIMIT = 2n ** 96n - 1n;

/** The order of a wish. @param maxTotal The most that the buyer pays, in token units; without a limit for a quote. */
export function orderOf({ seller, campaign, product, quantity }: Wish, maxTotal = NO_LIMIT): ISales.OrderStruct {
  return { seller, campaign, ref: NO_REF, maxTotal, lines: [{ product, quantity }] };
}

const token = new Interface(["function approve(address spender, uint256 amount)"]);

/** How the steps of a purchase are called. */
export interface PurchaseLabels {
  readonly reset: string;
  readonly allow: string;
  readonly buy: string;
}

/**
 * The steps of a purchase: allow exactly the total, where it is not allowed yet, and buy for no more than it.
 * @param total Of the quote that was shown, in token units.
 * @param onBought Called with the receipt of the sale's transaction.
 */
export function purchaseSteps(
  wish: Wish,
  total: bigint,
  tokenAddress: string,
  labels: PurchaseLabels,
  onBought: (receipt: TransactionReceipt) => void,
): readonly [TransactionStep, ...TransactionStep[]] {
  const approve = ({ client }: WriteAccess, amount: bigint) => ({
    to: tokenAddress,
    data: token.encodeFunctionData("approve", [client.address, amount]),
  });
  return [
    {
      kind: "transaction",
      label: labels.reset,
      // Some tokens change an allowance only from or to zero.
      prepare: async (access) => {
        const allowed = await allowanceOf(access);
        return allowed > 0n && allowed < total ? approve(access, 0n) : undefined;
      },
    },
    {
      kind: "transaction",
      label: labels.allow,
      prepare: async (access) => ((await allowanceOf(access)) < total ? approve(access, total) : undefined),
    },
    {
      kind: "transaction",
      label: labels.buy,
      prepare: ({ client }) => client.core.buy.populateTransaction(orderOf(wish, total)),
      confirmed: onBought,
    },
  ];
}

async function allowanceOf({ client, account }: WriteAccess): Promise<bigint> {
  return (await client.token()).allowance(account, client.address);
}
