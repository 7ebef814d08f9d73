import { ZeroAddress } from "ethers";
import {
  type Credit,
  decodeFinalReceipt,
  decodeSaleIds,
  IUpline__factory,
  type RawLog,
} from "../../../packages/protocol/src/index.ts";

/** What an event changes in the books. */
export type Change =
  /** A distributor has a wallet, or another one. */
  | { readonly kind: "wallet"; readonly id: bigint; readonly wallet: string }
  /** A sale is in escrow. Its event says all that settling takes. */
  | { readonly kind: "placed"; readonly id: bigint; readonly seller: bigint; readonly log: RawLog }
  /** A sale without return window was paid. */
  | { readonly kind: "credited"; readonly credits: readonly Credit[] }
  | { readonly kind: "settled"; readonly ids: readonly bigint[] }
  /** A sale in escrow stands elsewhere than before. */
  | { readonly kind: "moved"; readonly id: bigint }
  | { readonly kind: "refunded"; readonly id: bigint }
  /** A whole balance was paid out. */
  | { readonly kind: "paid"; readonly id: bigint };

const events = IUpline__factory.createInterface();

/** The events that change the books. */
const NAMES = [
  "DistributorEnrolled",
  "DistributorImported",
  "DistributorBound",
  "WalletMoved",
  "SalePlaced",
  "SaleFinal",
  "SalesSettled",
  "ReturnRequested",
  "ReturnWithdrawn",
  "ReturnRejected",
  "RefundFailed",
  "SaleRefunded",
  "Paid",
] as const;

/** First topics of the events that change the books. */
export const CHANGE_TOPICS: readonly string[] = NAMES.map((name) => events.getEvent(name).topicHash);

/** Reads an event of the core. @returns Undefined for one that changes nothing in the books. */
export function changeOf(log: RawLog): Change | undefined {
  const parsed = events.parseLog({ topics: [...log.topics], data: log.data });
  if (parsed === null) return undefined;
  const { name, args } = parsed;
  switch (name) {
    case "DistributorImported":
      // Who was brought along without a wallet has none until he binds one.
      return args["wallet"] === ZeroAddress ? undefined : { kind: "wallet", id: args["id"], wallet: args["wallet"] };
    case "DistributorEnrolled":
    case "DistributorBound":
      return { kind: "wallet", id: args["id"], wallet: args["wallet"] };
    case "WalletMoved":
      return { kind: "wallet", id: args["id"], wallet: args["to"] };
    case "SalePlaced":
      return { kind: "placed", id: args["id"], seller: args["seller"], log: { topics: log.topics, data: log.data } };
    case "SaleFinal":
      return { kind: "credited", credits: decodeFinalReceipt(args["receipt"]).credits };
    case "SalesSettled":
      return { kind: "settled", ids: decodeSaleIds(args["ids"]) };
    case "ReturnRequested":
    case "ReturnWithdrawn":
    case "ReturnRejected":
    case "RefundFailed":
      return { kind: "moved", id: args["id"] };
    case "SaleRefunded":
      return { kind: "refunded", id: args["id"] };
    case "Paid":
      return { kind: "paid", id: args["id"] };
    default:
      return undefined;
  }
}
