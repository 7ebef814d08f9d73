import { type Address, getAddress, isAddress } from "viem";

/** A variable of the environment is missing, or is not what it should be. */
export class EnvironmentInvalid extends Error {
  override readonly name = "EnvironmentInvalid";

  constructor(variable: string, value: string | undefined, expected: string) {
    super(`${variable} is ${value === undefined ? "not set" : `"${value}"`}, expected ${expected}.`);
  }
}

/** Which programme is indexed, and where its chain is read. */
export interface Environment {
  readonly chainId: number;
  readonly rpcUrl: string;
  /** Address of the programme's core. */
  readonly core: Address;
  /** Block in which the core was deployed: its journal begins there. */
  readonly startBlock: number;
  /** The journal's head is compared with the chain's every so many blocks. */
  readonly checkEvery: number;
  /** Blocks of the local networks of developers change with every start, so nothing is kept of them. */
  readonly local: boolean;
  /** Folder of the embedded database; undefined: Ponder's own. DATABASE_URL goes before it. */
  readonly folder: string | undefined;
}

const LOCAL_CHAINS: ReadonlySet<number> = new Set([1337, 31337]);
const CHECK_EVERY = "100";

type Variables = Readonly<Record<string, string | undefined>>;

function whole(variables: Variables, name: string, least: number, fallback?: string): number {
  const value = variables[name] ?? fallback;
  const number = /^\d+$/.test(value ?? "") ? Number(value) : Number.NaN;
  if (!(number >= least && Number.isSafeInteger(number))) {
    throw new EnvironmentInvalid(name, value, `a whole number from ${least} on`);
  }
  return number;
}

function url(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined || !URL.canParse(value))
    throw new EnvironmentInvalid(name, value, "the address of an endpoint");
  return value;
}

function address(variables: Variables, name: string): Address {
  const value = variables[name];
  if (value === undefined || !isAddress(value)) throw new EnvironmentInvalid(name, value, "the address of a core");
  return getAddress(value);
}

/** Reads the environment. @throws EnvironmentInvalid */
export function readEnvironment(variables: Variables): Environment {
  const chainId = whole(variables, "UPLINE_CHAIN_ID", 1);
  return {
    chainId,
    rpcUrl: url(variables, "UPLINE_RPC_URL"),
    core: address(variables, "UPLINE_CORE"),
    startBlock: whole(variables, "UPLINE_START_BLOCK", 0),
    checkEvery: whole(variables, "UPLINE_CHECK_EVERY", 1, CHECK_EVERY),
    local: LOCAL_CHAINS.has(chainId),
    folder: variables["DATABASE_URL"] === undefined ? variables["UPLINE_DATABASE"] : undefined,
  };
}
