import { toBeHex } from "ethers";
import { balanceSlots } from "../../packages/auditor/src/money/balance-slots.ts";
import { altered, type Fields, type Lie, proofIn, type World, withAt } from "./lie.ts";

type Word = Fields & { readonly key: string; readonly value: string; readonly proof: readonly string[] };
type Proof = Fields & { readonly storageProof: readonly Word[] };

/** Changes the proof of the token's words, and of no other contract's. */
function ofToken(change: (proof: Proof, world: World) => Fields | Promise<Fields>): Lie["tell"] {
  return (endpoint, world) => {
    const token = String(world.market.token.target).toLowerCase();
    endpoint.change = ({ method, params }, result) =>
      method === "eth_getProof" && String(params[0]).toLowerCase() === token ? change(result as Proof, world) : result;
  };
}

/** Changes the one word of the token that is not 0: the programme's balance. */
const ofBalance = (change: (word: Word) => Word) =>
  ofToken((proof) => ({
    ...proof,
    storageProof: proof.storageProof.map((word) => (isUsed(word) ? change(word) : word)),
  }));

const isUsed = ({ value }: Word) => BigInt(value) > 0n;

/** The same word of somebody else's balance, as the honest chain proves it. */
async function balanceOfAnother({ ask, market, line, block }: World, at: number): Promise<Word> {
  const slot = balanceSlots(line[0]?.wallet.address ?? "")[at]?.slot ?? 0n;
  const proof = (await ask("eth_getProof", market.token.target, [toBeHex(slot, 32)], { blockHash: block })) as Proof;
  return proof.storageProof[0] as Word;
}

/** Lies about the money: the proof of the token's own state tells. */
export const OF_TOKENS: readonly Lie[] = [
  {
    name: "says another balance of the programme than the token's state proves",
    tell: ofBalance((word) => ({ ...word, value: altered(word.value) })),
    found: ["money", "proven-value-differs"],
    verdict: "mismatch",
  },
  {
    name: "says that the token keeps nothing for the programme",
    tell: ofBalance((word) => ({ ...word, value: "0x0", proof: word.proof.slice(0, 1) })),
    found: ["money", "proven-value-differs"],
    verdict: "mismatch",
  },
  {
    name: "passes somebody else's balance of the token off as the programme's",
    tell: ofToken(async (proof, world) => {
      const at = proof.storageProof.findIndex(isUsed);
      const other = await balanceOfAnother(world, at);
      return { ...proof, storageProof: withAt(proof.storageProof, at, ({ key }) => ({ ...other, key })) };
    }),
    found: ["money", "proven-value-differs"],
    verdict: "mismatch",
  },
  {
    name: "proves the token's account of another state",
    tell: ofToken((proof, { forked }) => ({
      ...proof,
      accountProof: proofIn(forked, { method: "eth_getProof", params: ["", []] })["accountProof"],
    })),
    found: ["money", "proof-invalid"],
    verdict: "mismatch",
  },
];
