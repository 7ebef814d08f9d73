import { ZeroAddress } from "ethers";

/** An address of the core's answer, where the zero address stands for none. */
export function orNone(address: string): string | undefined {
  return address === ZeroAddress ? undefined : address;
}
