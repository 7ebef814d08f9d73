import { dataLength, getAddress } from "ethers";
import { ProtocolError } from "./protocol-error.ts";

/** Packed bytes are shorter or longer than their layout. */
export class PackedDataMalformed extends ProtocolError {
  override readonly name = "PackedDataMalformed";

  constructor(what: string, bytes: number, expected: string) {
    super(
      `${what} has ${bytes} bytes, expected ${expected}`,
      { what, bytes, expected },
      "Check that the data comes from this version of the core, and whole.",
    );
  }
}

/** Reads big-endian fields of whole bytes from the front of `data` to its end. */
export class PackedReader {
  readonly #what: string;
  readonly #data: string;
  readonly #length: number;
  #position = 0;

  /**
   * @param what What the bytes are, for errors.
   * @param data The bytes, in hex.
   */
  constructor(what: string, data: string) {
    this.#what = what;
    this.#data = data;
    this.#length = dataLength(data);
  }

  /** Bytes that are still to be read. */
  get left(): number {
    return this.#length - this.#position;
  }

  /** The next `size` bytes in hex. @throws PackedDataMalformed if there are fewer. */
  bytes(size: number): string {
    const end = this.#position + size;
    if (size > this.left) throw new PackedDataMalformed(this.#what, this.#length, `at least ${end}`);
    // Two digits a byte, after the 0x.
    const digits = this.#data.slice(2 + 2 * this.#position, 2 + 2 * end);
    this.#position = end;
    return `0x${digits}`;
  }

  /** The next `size` bytes as an unsigned integer. @throws PackedDataMalformed if there are fewer. */
  uint(size: number): bigint {
    return BigInt(this.bytes(size));
  }

  /** The next 20 bytes as a checksummed address. @throws PackedDataMalformed if there are fewer. */
  address(): string {
    return getAddress(this.bytes(20));
  }

  /** Splits what is left into records of `size` bytes. @throws PackedDataMalformed if some bytes remain over. */
  records<T>(size: number, read: (reader: this) => T): readonly T[] {
    if (this.left % size !== 0) {
      throw new PackedDataMalformed(this.#what, this.#length, `${this.#position} and a multiple of ${size}`);
    }
    return Array.from({ length: this.left / size }, () => read(this));
  }
}
