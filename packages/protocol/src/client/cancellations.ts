import { Contract, type ContractTransactionResponse, dataLength, dataSlice, type Provider, type Signer } from "ethers";
import { explainError, explainRefusal } from "../errors.ts";
import { ProtocolError } from "../protocol-error.ts";

/** The end of an ERC-3009 authorization, signed by the buyer, for anybody to send. */
export interface SignedCancellation {
  readonly buyer: string;
  /** The authorization's, 32 bytes: the hash of the purchase. */
  readonly nonce: string;
  readonly signature: string;
}

/** The signed purchase cannot be ended: it was sent before, or is ended. */
export class PaymentUsed extends ProtocolError {
  override readonly name = "PaymentUsed";

  constructor(buyer: string) {
    super(
      `the purchase that ${buyer} signed was sent before, or ended`,
      { buyer },
      "See whether the order was placed.",
    );
  }
}

/** Only who signed a purchase can end it. */
export class BuyerOther extends ProtocolError {
  override readonly name = "BuyerOther";

  constructor(connected: string, buyer: string) {
    super(
      `the connected wallet is ${connected}, and the purchase was signed by ${buyer}`,
      { connected, buyer },
      "Connect the wallet that signed the purchase.",
    );
  }
}

const TOKEN_ABI = [
  "function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s)",
  "function cancelAuthorization(address authorizer, bytes32 nonce, bytes signature)",
];
const PERMIT2_ABI = ["function invalidateUnorderedNonces(uint256 word, uint256 mask)"];

/** Bytes of a key's signature. */
const KEY_SIGNATURE = 65;
/** What the code of a wallet with a key and code begins with (EIP-7702). */
const DELEGATION = "0xef0100";

/**
 * Ends an ERC-3009 authorization at the token. 65 bytes are mostly a key's: three parts, which every token with ERC-3009
 * takes. What the token does not take so goes whole, for it to ask a contract wallet (ERC-1271).
 * @param sender Pays the gas.
 */
export async function endAuthorization(
  address: string,
  sender: Signer,
  provider: Provider,
  { buyer, nonce, signature }: SignedCancellation,
): Promise<ContractTransactionResponse> {
  const token = new Contract(address, TOKEN_ABI, sender);
  const inParts = token.getFunction("cancelAuthorization(address,bytes32,uint8,bytes32,bytes32)");
  const whole = token.getFunction("cancelAuthorization(address,bytes32,bytes)");
  if (dataLength(signature) === KEY_SIGNATURE) {
    const parts = [dataSlice(signature, 64), dataSlice(signature, 0, 32), dataSlice(signature, 32, 64)];
    const first = await refusal(inParts.staticCall(buyer, nonce, ...parts));
    if (first === undefined) return inParts.send(buyer, nonce, ...parts);
    const code = await provider.getCode(buyer);
    const second = code === "0x" ? first : await refusal(whole.staticCall(buyer, nonce, signature));
    // A key that has code as well signs with the key, mostly: then the first says why.
    if (second !== undefined) throw code.startsWith(DELEGATION) ? first : second;
  }
  return whole.send(buyer, nonce, signature);
}

/** Uses a nonce up at Permit2. @param owner Whose nonce it is; sends it himself. */
export function endPermit2Nonce(
  permit2: string,
  owner: Signer,
  word: bigint,
  bit: bigint,
): Promise<ContractTransactionResponse> {
  return new Contract(permit2, PERMIT2_ABI, owner).getFunction("invalidateUnorderedNonces").send(word, 1n << bit);
}

/** What a contract refuses a call with. @returns Undefined if it takes it. Other failures are thrown. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return undefined;
  } catch (error) {
    // A contract that has no such function refuses without a reason.
    if (explainRefusal(error) === undefined && explainError(error).name !== "CALL_EXCEPTION") throw error;
    return error;
  }
}
