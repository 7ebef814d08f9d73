import type { UplineClient } from "@upline/protocol";
import type { JsonRpcSigner, TransactionReceipt, TransactionRequest } from "ethers";
import type { ReactNode } from "react";
import type { ReadProvider } from "../chain/provider.ts";

/** A line of what will happen, for example an amount and who gets it. */
export interface WriteLine {
  readonly label: string;
  readonly value: ReactNode;
}

/** What a step works with. */
export interface WriteAccess {
  /** The connected account, with which everything is simulated, signed and sent. */
  readonly account: string;
  /** Reads the chain as it is at the moment. */
  readonly live: ReadProvider;
  /** The programme, read through `live`: what `populateTransaction` needs. */
  readonly client: UplineClient;
}

/** What signs as well. */
export interface SignAccess extends WriteAccess {
  readonly signer: JsonRpcSigner;
  /** The programme, signed for by the connected account. */
  readonly signing: UplineClient;
}

/** A transaction of the connected wallet. */
export interface TransactionStep {
  readonly kind: "transaction";
  /** What the wallet is asked for, for example "Allow the payment". */
  readonly label: string;
  /**
   * The transaction, for example `client.core.claim.populateTransaction()`. It is simulated before it is sent.
   * @returns Undefined if it is not needed any more, as an allowance that is there.
   */
  prepare(access: WriteAccess): Promise<TransactionRequest | undefined>;
  /** Called with the receipt once it is in a block. */
  confirmed?(receipt: TransactionReceipt): void;
}

/** A signature of the connected wallet; nothing is sent and no gas is needed. */
export interface SignatureStep {
  readonly kind: "signature";
  readonly label: string;
  /** Simulates what the signature will be used for. @throws The reason for which it would be refused. */
  simulate?(access: WriteAccess): Promise<void>;
  /** Asks the wallet to sign, and keeps the signature for a later step or for the page. */
  sign(access: SignAccess): Promise<void>;
}

/** Something that is handed to somebody else, as a signed claim to a relayer. */
export interface RequestStep {
  readonly kind: "request";
  readonly label: string;
  /** @returns The hash of the transaction to follow; undefined if there is none. */
  run(access: WriteAccess): Promise<string | undefined>;
}

export type WriteStep = TransactionStep | SignatureStep | RequestStep;

/** Something that changes the chain, or is signed for it. */
export interface Write {
  readonly title: string;
  /** What will happen, shown before anything is asked of the wallet. */
  readonly lines: readonly WriteLine[];
  /** More to read before. */
  readonly notes?: ReactNode;
  /** In order; each begins when the one before is done. */
  readonly steps: readonly [WriteStep, ...WriteStep[]];
  /** After this time the link or the signature that it rests on counts no more, in seconds since 1970. */
  readonly expires?: bigint;
  /** Called once when all is done. */
  onDone?(): void;
}
