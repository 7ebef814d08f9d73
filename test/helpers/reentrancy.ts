import { expect } from "chai";
import { type Fragment, FunctionFragment, type Interface, type ParamType, ZeroAddress, ZeroHash } from "ethers";
import type { ReentrantToken } from "../../packages/protocol/src/contracts/mocks/tokens/ReentrantToken.ts";
import type { Market } from "./market.ts";

/** When a `ReentrantToken` calls back. */
export const MOMENTS = { "before the tokens move": 1n, "after the tokens moved": 2n } as const;

/** A value of a type, for a call that is refused before anybody looks at it. */
function anyValue(type: ParamType): unknown {
  if (type.baseType === "array") {
    return type.arrayLength === -1
      ? []
      : Array.from({ length: type.arrayLength! }, () => anyValue(type.arrayChildren!));
  }
  if (type.baseType === "tuple") return type.components!.map(anyValue);
  if (type.baseType === "address") return ZeroAddress;
  if (type.baseType === "bool") return false;
  if (type.baseType === "string") return "";
  if (type.baseType === "bytes") return "0x";
  return type.baseType.startsWith("bytes") ? ZeroHash : 0n;
}

/** Calls of every function of the contract that changes something, by name. */
export function mutatingCalls(abi: Interface): [string, string][] {
  const isMutating = (fragment: Fragment): fragment is FunctionFragment =>
    FunctionFragment.isFragment(fragment) && !fragment.constant;
  return abi.fragments
    .filter(isMutating)
    .map((fragment) => [fragment.name, abi.encodeFunctionData(fragment, fragment.inputs.map(anyValue))]);
}

/** Makes a call during whose transfer the token makes another to the core, and expects the guard's refusal of that one. */
export async function expectGuarded(
  { market, token }: { readonly market: Market; readonly token: ReentrantToken },
  send: () => Promise<unknown>,
  [inner, data]: readonly [name: string, data: string],
  moment: bigint,
): Promise<void> {
  await token.arm(market.address, data, moment);
  await send();
  expect([await token.calls(), await token.succeeded()], `${inner} was called`).to.deep.equal([1n, false]);
  const { selector } = market.core.interface.getError("ReentrancyGuardReentrantCall")!;
  expect(await token.returnData(), inner).to.equal(selector);
}
