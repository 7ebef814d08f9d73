import { toUtf8String, Utf8ErrorFuncs } from "ethers";

/**
 * What 32 bytes of a company say: the text that they hold if they hold one, else the bytes in hex. All zero: nothing.
 * Not safe to show before `visible`.
 */
export function bytesText(bytes: string): string {
  const digits = bytes.slice(2).replace(/(?:00)+$/, "");
  if (digits === "") return "";
  const text = digits.length % 2 === 0 ? toUtf8String(`0x${digits}`, Utf8ErrorFuncs.replace) : "";
  return text === "" || /[\ufffd\p{Cc}]/u.test(text) ? bytes : text;
}
