import { keccak256 } from "@upline/engine";
import { choiceNumber, type EscrowedSale, RETURN_KINDS, SALE_KINDS } from "@upline/protocol";
import { readUint, writeHex, writeUint } from "./bytes.ts";

const WORD = 32;
const WORDS = 14;
/** The slot of a sale holds so many bytes of the hash. */
const KEPT = 26;

/** The hash that fixes a sale in escrow, as `ISales.Sale` defines it; its slot holds the upper 208 bits. */
export class SaleDigest {
  readonly #words = new Uint8Array(WORDS * WORD);

  constructor(core: string, chainId: bigint) {
    writeHex(core, this.#words, WORD - 20);
    writeUint(chainId, this.#words, WORD, WORD);
  }

  /** Upper 208 bits of a sale's digest. @param credits Their packed bytes, as the receipt has them. */
  of(sale: EscrowedSale, credits: Uint8Array): bigint {
    const kind = BigInt(choiceNumber(RETURN_KINDS, sale.returnKind));
    const terms = sale.window | (kind << 40n) | (BigInt(sale.arbiter) << 48n);
    const values = [sale.total, terms, sale.pool, sale.company, sale.activityVolume, sale.threshold];
    this.#put(2, sale.id);
    this.#put(3, BigInt(sale.buyer));
    this.#put(4, BigInt(sale.payer));
    this.#put(5, sale.seller);
    this.#put(6, choiceNumber(SALE_KINDS, sale.kind));
    values.forEach((value, at) => {
      this.#put(7 + at, value);
    });
    this.#words.set(keccak256(credits), (WORDS - 1) * WORD);
    return readUint(keccak256(this.#words), 0, KEPT);
  }

  #put(place: number, value: bigint): void {
    writeUint(value, this.#words, place * WORD, WORD);
  }
}
