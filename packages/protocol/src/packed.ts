import { dataLength, dataSlice, getAddress, toBigInt } from "ethers";
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
  #position = 0;

  /**
   * @param what What the bytes are, for errors.
   * @param data The bytes, in hex.
   */
  constructor(what: string, data: string) {
    this.#what = what;
    this.#data = data;
  }

  /** Bytes that are still to be read. */
  get left(): number {
    return dataLength(this.#data) - this.#position;
  }

  /** The next `size` bytes in hex. @throws PackedDataMalformed if there are fewer. */
  bytes(size: number): string {
    const end = this.#position + size;
    if (size > this.left) throw new PackedDataMalformed(this.#what, dataLength(this.#data), `at least ${end}`);
    const part = dataSlice(this.#data, this.#position, end);
    this.#position = end;
    return part;
  }

  /** The next `size` bytes as an unsigned integer. @throws PackedDataMalformed if there are fewer. */
  uint(size: number): bigint {
    return toBigInt(this.bytes(size));
  }

  /** The next 20 bytes as a checksummed address. @throws PackedDataMalformed if there are fewer. */
  address(): string {
    return getAddress(this.bytes(20));
  }

  /** Splits what is left into records of `size` bytes. @throws PackedDataMalformed if some bytes remain over. */
  records<T>(size: number, read: (reader: this) => T): readonly T[] {
    if (this.left % size !== 0) {
      throw new PackedDataMalformed(this.#what, dataLength(this.#data), `${this.#position} and a multiple of ${size}`);
    }
    return Array.from({ length: this.left / size }, () => read(this));
  }
}
