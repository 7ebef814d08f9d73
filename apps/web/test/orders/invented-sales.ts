import { encodeCredits, ISales__factory } from "@upline/protocol";
import { concat, type Log, toBeHex } from "ethers";

export const CORE = "0x00000000000000000000000000000000000000C0";
export const BUYER = "0x00000000000000000000000000000000000000B0";

const events = ISales__factory.createInterface();
const number = (value: bigint, bytes: number) => toBeHex(value, bytes);

// A receipt of one line: two pieces of product 4 for 50 each, the company's 90 and distributor 9's 10.
const HEAD = [BUYER, number(0n, 1), number(1n, 2), number(0n, 8), number(1n, 1), number(0n, 32), number(0n, 12)];
const POOL = number(0n, 12);
const ESCROW = [100n, 90n].map((amount) => number(amount, 12));
const TERMS = [number(0n, 10), number(0n, 10), number(3_600n, 4), number(0n, 1), number(0n, 20)];
const PARTS = [number(4n, 4), number(2n, 4), number(50n, 10), encodeCredits([{ id: 9n, amount: 10n }])];

/** Where an invented event is. */
export interface Place {
  readonly address?: string;
  readonly blockNumber?: number;
  readonly index?: number;
  readonly transactionHash?: string;
}

function logOf(name: "SalePlaced" | "SaleFinal" | "SalesSettled", values: unknown[], place: Place): Log {
  const encoded = events.encodeEventLog(name, values);
  return { address: CORE, blockNumber: 1, index: 0, transactionHash: "0x", ...place, ...encoded } as unknown as Log;
}

/** A sale went into escrow. */
export function placed(id: bigint, place: Place = {}, buyer = BUYER): Log {
  return logOf("SalePlaced", [id, buyer, 9n, concat([...HEAD, POOL, ...ESCROW, ...TERMS, ...PARTS])], place);
}

/** A sale was final at once. */
export function final(place: Place = {}, buyer = BUYER): Log {
  return logOf("SaleFinal", [buyer, 9n, concat([...HEAD, POOL, ...PARTS])], place);
}

/** Another event of the core. */
export function settled(place: Place = {}): Log {
  return logOf("SalesSettled", ["0x"], place);
}
