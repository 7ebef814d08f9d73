import { ZeroAddress } from "ethers";
import {
  type Credit,
  decodeFinalReceipt,
  decodeSaleIds,
  EventReader,
  IUpline__factory,
  type RawLog,
  SALE_TOPICS,
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

const contract = IUpline__factory.createInterface();
const events = new EventReader(contract);

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
export const CHANGE_TOPICS: readonly string[] = NAMES.map((name) => contract.getEvent(name).topicHash);

/** Reads an event of the core. @returns Undefined for one that changes nothing in the books. */
export function changeOf(log: RawLog): Change | undefined {
  if (log.topics[0] === SALE_TOPICS.placed) return placed(log);
  const event = events.read(log);
  if (event === undefined) return undefined;
  const { name, args } = event;
  switch (name) {
    case "DistributorImported":
      // Who was brought along without a wallet has none until he binds one.
      return args["wallet"] === ZeroAddress ? undefined : { kind: "wallet", id: args["id"], wallet: args["wallet"] };
    case "DistributorEnrolled":
    case "DistributorBound":
      return { kind: "wallet", id: args["id"], wallet: args["wallet"] };
    case "WalletMoved":
      return { kind: "wallet", id: args["id"], wallet: args["to"] };
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

/** There may be many, and most of what they say is asked for only when they are settled. */
function placed({ topics, data }: RawLog): Change {
  const [, id = "0x0", , seller = "0x0"] = topics;
  return { kind: "placed", id: BigInt(id), seller: BigInt(seller), log: { topics, data } };
}
