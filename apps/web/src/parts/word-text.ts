import { decodeBytes32String } from "ethers";

/** A word of 32 bytes as text where it is plain text, else as its bytes. @returns Undefined for an empty one. */
export function wordText(word: string): string | undefined {
  if (/^0x0*$/.test(word)) return undefined;
  try {
    const text = decodeBytes32String(word);
    return /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text) ? text : word;
  } catch {
    return word;
  }
}
