import { dataLength, dataSlice, Interface } from "ethers";
import type { Call } from "./call.ts";
import type { Fields } from "./fields.ts";

const token = new Interface([
  "function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s)",
  "function cancelAuthorization(address authorizer, bytes32 nonce, bytes signature)",
]);
const IN_PARTS = "cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)";
const WHOLE = "cancelAuthorization(address,bytes32,bytes)";
/** Bytes of a key's signature. */
const KEY_SIGNATURE = 65;

/**
 * The calls that end a signed ERC-3009 payment: in three parts, which every such token takes from a key, or whole, for a
 * contract wallet. @param to The settlement token.
 */
export function cancellationCalls(to: string, fields: Fields): readonly [Call, ...Call[]] {
  const [buyer, nonce, signature] = [fields.address("buyer"), fields.bytes("nonce", 32), fields.data("signature")];
  const whole = { to, data: token.encodeFunctionData(WHOLE, [buyer, nonce, signature]) };
  if (dataLength(signature) !== KEY_SIGNATURE) return [whole];
  const parts = [dataSlice(signature, 64), dataSlice(signature, 0, 32), dataSlice(signature, 32, 64)];
  return [{ to, data: token.encodeFunctionData(IN_PARTS, [buyer, nonce, ...parts]) }, whole];
}
