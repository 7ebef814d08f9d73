import { Contract, type ContractRunner, isError, type TypedDataDomain, TypedDataEncoder } from "ethers";
import { ProtocolError } from "./protocol-error.ts";

/** What a token with signatures (EIP-2612, ERC-3009) is asked. */
export interface SigningToken {
  /** The next nonce of an owner's permit. */
  nonces(owner: string): Promise<bigint>;
  /** Whether an ERC-3009 authorization was used or cancelled. */
  authorizationState(authorizer: string, nonce: string): Promise<boolean>;
  DOMAIN_SEPARATOR(): Promise<string>;
  eip712Domain(): Promise<{ readonly name: string; readonly version: string }>;
  name(): Promise<string>;
  version(): Promise<string>;
}

const TOKEN_ABI = [
  "function nonces(address owner) view returns (uint256)",
  "function authorizationState(address authorizer, bytes32 nonce) view returns (bool)",
  "function DOMAIN_SEPARATOR() view returns (bytes32)",
  "function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)",
  "function name() view returns (string)",
  "function version() view returns (string)",
];

/** A token with signatures at an address. */
export function connectSigningToken(address: string, runner: ContractRunner): SigningToken {
  return new Contract(address, TOKEN_ABI, runner) as unknown as SigningToken;
}

/** What Permit2 is asked: the used nonces of an owner, 256 a word. */
export interface Permit2Nonces {
  nonceBitmap(owner: string, word: bigint): Promise<bigint>;
}

/** Permit2 at an address. */
export function connectPermit2(address: string, runner: ContractRunner): Permit2Nonces {
  const abi = ["function nonceBitmap(address owner, uint256 word) view returns (uint256)"];
  return new Contract(address, abi, runner) as unknown as Permit2Nonces;
}

/** The token does not tell the domain over which its signatures are made, or has none. */
export class TokenDomainUnknown extends ProtocolError {
  override readonly name = "TokenDomainUnknown";

  constructor(token: string) {
    super(
      `the token ${token} tells no EIP-712 domain that gives its domain separator`,
      { token },
      "Approve the total in the token instead, or pay by Permit2.",
    );
  }
}

/**
 * The EIP-712 domain of a token's own signatures: as it tells it (EIP-5267), or made of its name and its version, which is
 * "1" if it tells none.
 * @throws TokenDomainUnknown if none of these gives the token's domain separator.
 */
export async function readTokenDomain(
  address: string,
  chainId: bigint,
  runner: ContractRunner,
): Promise<TypedDataDomain> {
  const token = connectSigningToken(address, runner);
  const separator = await orUndefined(token.DOMAIN_SEPARATOR());
  for (const read of [() => token.eip712Domain(), () => byName(token)]) {
    const told = await orUndefined(read());
    if (told === undefined) continue;
    const domain = { name: told.name, version: told.version, chainId, verifyingContract: address };
    if (TypedDataEncoder.hashDomain(domain) === separator) return domain;
  }
  throw new TokenDomainUnknown(address);
}

async function byName(token: SigningToken): Promise<{ name: string; version: string }> {
  return { name: await token.name(), version: (await orUndefined(token.version())) ?? "1" };
}

const LOST = ["NETWORK_ERROR", "SERVER_ERROR", "TIMEOUT", "CANCELLED", "OFFCHAIN_FAULT"] as const;

/** What a token without such a function answers is nothing. A connection that fails is no answer. */
async function orUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (LOST.some((code) => isError(error, code))) throw error;
    return undefined;
  }
}
