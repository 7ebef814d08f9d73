import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "../../../packages/cli/src/files/whole-file.ts";
import type { Fees } from "./fees.ts";

/** A call to be sent. */
export interface Call {
  readonly to: string;
  readonly data: string;
  readonly gasLimit: bigint;
}

/** A transaction that was sent, or is about to be. */
export interface Sending extends Call {
  readonly nonce: number;
  /** The last block before it was sent. */
  readonly after: number;
  readonly fees: Fees;
}

/** Remembers the last transaction, so that a process that was killed knows which waiting transaction is its own. */
export interface SendingRecord {
  read(): Sending | undefined;
  /** @param sending Undefined where there is none. */
  write(sending: Sending | undefined): void;
}

/** For a keeper whose chain ends with its process. */
export class SendingMemory implements SendingRecord {
  #last: Sending | undefined;

  read(): Sending | undefined {
    return this.#last;
  }

  write(sending: Sending | undefined): void {
    this.#last = sending;
  }
}

/** Keeps it in a file, written whole or not at all. */
export class SendingFile implements SendingRecord {
  readonly #file: string;

  /** @param file Of one account on one chain. */
  constructor(file: string) {
    this.#file = file;
  }

  read(): Sending | undefined {
    if (!existsSync(this.#file)) return undefined;
    const { gasLimit, fees, ...rest } = JSON.parse(readFileSync(this.#file, "utf8"));
    const { maxFeePerGas, maxPriorityFeePerGas } = fees;
    return {
      ...rest,
      gasLimit: BigInt(gasLimit),
      fees: { maxFeePerGas: BigInt(maxFeePerGas), maxPriorityFeePerGas: BigInt(maxPriorityFeePerGas) },
    };
  }

  write(sending: Sending | undefined): void {
    if (sending === undefined) {
      rmSync(this.#file, { force: true });
      return;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeWhole(
      this.#file,
      JSON.stringify(sending, (_, value) => (typeof value === "bigint" ? `${value}` : value)),
    );
  }
}
