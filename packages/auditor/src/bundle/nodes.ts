// Nodes of tries are in many proofs: a bundle keeps each once, and proofs name them by number.
import { FieldMalformed } from "../chain/field-malformed.ts";
import { toArray, toBytes, toNumber, toObject } from "../chain/shapes.ts";
import type { RawProof } from "../chain/source.ts";

/** A proof whose nodes are numbers. */
export interface PackedProof extends Omit<RawProof, "accountProof" | "storage"> {
  readonly accountProof: readonly number[];
  readonly storage: readonly { readonly slot: string; readonly value: bigint; readonly proof: readonly number[] }[];
}

/** Numbers nodes by when they were first seen. */
export class NodePool {
  /** By number. */
  readonly nodes: string[] = [];
  readonly #numbers = new Map<string, number>();

  pack(proof: RawProof): PackedProof {
    return {
      ...proof,
      accountProof: this.#numbersOf(proof.accountProof),
      storage: proof.storage.map(({ proof: nodes, ...rest }) => ({ ...rest, proof: this.#numbersOf(nodes) })),
    };
  }

  #numbersOf(nodes: readonly string[]): readonly number[] {
    return nodes.map((node) => {
      const known = this.#numbers.get(node);
      if (known !== undefined) return known;
      this.#numbers.set(node, this.nodes.length);
      return this.nodes.push(node) - 1;
    });
  }
}

/** Tells a proof from what else a source answers. */
export function isPacked(value: unknown): value is PackedProof {
  return typeof value === "object" && value !== null && "accountProof" in value;
}

/** The proof again. @param nodes By number. @throws FieldMalformed if a node is missing. */
export function unpackProof({ accountProof, storage, ...rest }: PackedProof, nodes: readonly string[]): RawProof {
  const named = (numbers: readonly number[]) =>
    numbers.map((number) => {
      const node = nodes[number];
      if (node === undefined) throw new FieldMalformed("a node of a proof", `number below ${nodes.length}`, number);
      return node;
    });
  return {
    ...rest,
    accountProof: named(accountProof),
    storage: storage.map(({ slot, value, proof }) => ({ slot, value, proof: named(proof) })),
  };
}

const hex = (value: bigint) => `0x${value.toString(16)}`;

/** As JSON. */
export function writeProof({ balance, nonce, storage, ...rest }: PackedProof): object {
  const words = storage.map(({ slot, value, proof }) => [slot, hex(value), proof]);
  return { ...rest, balance: hex(balance), nonce: hex(nonce), storage: words };
}

/** @throws FieldMalformed */
export function readProof(value: unknown): PackedProof {
  const fields = toObject("a recorded proof", value);
  return {
    address: toBytes("a proof's address", fields["address"], 20),
    balance: toNumber("a proof's balance", fields["balance"]),
    nonce: toNumber("a proof's nonce", fields["nonce"]),
    codeHash: toBytes("a proof's code hash", fields["codeHash"], 32),
    storageHash: toBytes("a proof's storage hash", fields["storageHash"], 32),
    accountProof: numbers(fields["accountProof"]),
    storage: toArray("a proof's words", fields["storage"]).map((word) => {
      const [slot, value, proof] = toArray("a proof's word", word);
      return { slot: toBytes("a slot", slot, 32), value: toNumber("a word", value), proof: numbers(proof) };
    }),
  };
}

function numbers(value: unknown): readonly number[] {
  return toArray("the nodes of a proof", value).map((number) => {
    if (typeof number !== "number") throw new FieldMalformed("a node of a proof", "number", number);
    return number;
  });
}
