import { concat, getAddress, id as hashOf, Interface, keccak256, toBeHex, toQuantity, zeroPadValue } from "ethers";
import type { Endpoint } from "./programme.ts";

/** What a simulated call finds instead of the chain's own. */
export type Overrides = Readonly<
  Record<string, { readonly code?: string; readonly stateDiff?: Readonly<Record<string, string>> }>
>;

/** How a call is made. */
interface CallOptions {
  readonly overrides?: Overrides;
  /** All that it may use; what the endpoint gives if none is said. */
  readonly gas?: bigint;
}

/** What a call answered, or why it did not. */
export type Answer = { readonly data: string } | { readonly error: string };

/** Simulated calls at one block of a chain. */
export class Simulation {
  readonly #endpoint: Endpoint;
  readonly #block: string;

  constructor(endpoint: Endpoint, block: number) {
    this.#endpoint = endpoint;
    this.#block = `0x${block.toString(16)}`;
  }

  async call(to: string, data: string, from: string, { overrides, gas }: CallOptions = {}): Promise<Answer> {
    const request = { from, to, data, ...(gas === undefined ? {} : { gas: toQuantity(gas) }) };
    const params = overrides === undefined ? [request, this.#block] : [request, this.#block, overrides];
    try {
      return { data: String(await this.#endpoint.send("eth_call", params)) };
    } catch (error) {
      return { error: reasonOf(error) };
    }
  }

  /** Why the endpoint takes no state overrides; undefined if it does. */
  async refusal(): Promise<string | undefined> {
    const answer = await this.call(HOLDER, "0x", HOLDER, { overrides: { [HOLDER]: { code: ANSWERS_ONE } } });
    if ("error" in answer) return answer.error;
    return answer.data === "0x01" ? undefined : "it leaves them out of account without saying so";
  }
}

/** Returns the byte 1: PUSH1 1, PUSH1 0, MSTORE, PUSH1 1, PUSH1 31, RETURN. */
const ANSWERS_ONE = "0x60016000526001601ff3";

function reasonOf(error: unknown): string {
  const { shortMessage, message } = error as { shortMessage?: string; message?: string };
  return shortMessage ?? message ?? String(error);
}

const account = (name: string) => getAddress(`0x${hashOf(`upline token probe: ${name}`).slice(-40)}`);

/** Two addresses that nobody has. */
export const HOLDER = account("holder");
export const OTHER = account("other");
/** Units that a holder is given for a simulated call: more than any probe sends, less than 96 bits hold. */
const GIVEN = 1n << 90n;
/** How far tokens are looked into for the place of their balances. */
const SLOTS = 100;
/** Where OpenZeppelin's upgradeable tokens have theirs (ERC-7201, `openzeppelin.storage.ERC20`). */
const NAMESPACED = "0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace00";
/** Solady's: its seed behind the address. */
const SEED = "0x000000000000000087a211a2";

/** The words in which a token may keep the balance of an account. */
function placesOf(holder: string): readonly string[] {
  const key = zeroPadValue(holder, 32);
  const bases = [...Array.from({ length: SLOTS }, (_, slot) => toBeHex(slot, 32)), NAMESPACED];
  const solidity = bases.map((base) => keccak256(concat([key, base])));
  const vyper = bases.map((base) => keccak256(concat([base, key])));
  return [...solidity, ...vyper, keccak256(concat([holder, SEED]))];
}

/**
 * Finds what gives {@link HOLDER} tokens in a simulated call.
 * @param atLeast The least that counts, in token units.
 * @returns Undefined where the token keeps its balances in an unusual place.
 */
export async function giveTokens(
  simulation: Simulation,
  token: string,
  atLeast: bigint,
): Promise<Overrides | undefined> {
  const reaches = async (places: readonly string[]) => {
    const answer = await simulation.call(token, callData("balanceOf", HOLDER), HOLDER, {
      overrides: given(token, places),
    });
    return "data" in answer && answer.data.length >= 66 && BigInt(answer.data.slice(0, 66)) >= atLeast;
  };
  let places = placesOf(HOLDER);
  if (!(await reaches(places))) return undefined;
  while (places.length > 1) {
    const half = places.slice(0, places.length / 2);
    places = (await reaches(half)) ? half : places.slice(half.length);
  }
  return (await reaches(places)) ? given(token, places) : undefined;
}

const given = (token: string, places: readonly string[]): Overrides => ({
  [token]: { stateDiff: Object.fromEntries(places.map((place) => [place, toBeHex(GIVEN, 32)])) },
});

const TOKEN = new Interface(["function balanceOf(address)", "function transfer(address, uint256)"]);

/** The bytes of a call of a token. */
export function callData(name: "balanceOf" | "transfer", ...args: readonly (string | bigint)[]): string {
  return TOKEN.encodeFunctionData(name, args);
}
