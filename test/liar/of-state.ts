import { altered, changing, type Fields, instead, type Lie, proofIn, withAt } from "./lie.ts";

type StorageProof = Fields & { readonly key: string; readonly value: string; readonly proof: readonly string[] };
type Proof = Fields & { readonly storageProof: readonly StorageProof[] };

/** The answer to one proof of the one slot that holds the journal's head, with a change. */
const storageOf = (change: (proof: StorageProof) => StorageProof) =>
  changing("eth_getProof", (proof: Proof) => ({ ...proof, storageProof: proof.storageProof.map(change) }));

const OTHER_SLOT = `0x${"5".padStart(64, "0")}`;

/** Lies about blocks and their state: hashes and proofs tell. */
export const OF_STATE: readonly Lie[] = [
  {
    name: "gives another block's header",
    tell: (endpoint, { before }) => changing("eth_getBlockByHash", () => before.header)(endpoint, {} as never),
    found: ["block", "header-hash-differs"],
    verdict: "mismatch",
  },
  {
    name: "gives another block's header under the audited block's hash",
    tell: (endpoint, { before, block }) =>
      changing("eth_getBlockByHash", () => ({ ...before.header, hash: block }))(endpoint, {} as never),
    found: ["block", "header-hash-differs"],
    verdict: "mismatch",
  },
  {
    name: "gives a wrong state root",
    tell: changing("eth_getBlockByHash", (header: Fields) => ({
      ...header,
      stateRoot: altered(String(header["stateRoot"])),
    })),
    found: ["block", "header-hash-differs"],
    verdict: "mismatch",
  },
  {
    name: "gives a header with another height",
    tell: changing("eth_getBlockByHash", (header: Fields) => ({ ...header, number: "0xffffffffffff" })),
    found: ["block", "header-hash-differs"],
    verdict: "mismatch",
  },
  {
    name: "serves a fork under the audited block's hash",
    tell: (endpoint, { forked }) => {
      endpoint.stead = instead(forked);
    },
    found: ["block", "header-hash-differs"],
    verdict: "mismatch",
  },
  {
    name: "proves an older state",
    tell: (endpoint, { older }) => changing("eth_getProof", (_, asked) => proofIn(older, asked))(endpoint, {} as never),
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "proves a fork's state",
    tell: (endpoint, { forked }) =>
      changing("eth_getProof", (_, asked) => proofIn(forked, asked))(endpoint, {} as never),
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "proves another slot",
    tell: storageOf((proof) => ({ ...proof, key: OTHER_SLOT })),
    found: ["state", "proof-of-another"],
    verdict: "mismatch",
  },
  {
    name: "passes another slot's proof off as the one asked for",
    tell: (endpoint, world) => {
      const asking = world.ask("eth_getProof", world.market.address, [OTHER_SLOT], { blockHash: world.block });
      endpoint.change = async ({ method }, result) => {
        if (method !== "eth_getProof") return result;
        const [other] = ((await asking) as Proof).storageProof;
        const own = result as Proof;
        return { ...own, storageProof: own.storageProof.map(({ key }) => ({ ...other, key })) };
      };
    },
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "says another value than it proves",
    tell: storageOf((proof) => ({ ...proof, value: altered(proof.value) })),
    found: ["state", "proven-value-differs"],
    verdict: "mismatch",
  },
  {
    name: "says that a slot is empty",
    tell: storageOf((proof) => ({ ...proof, value: "0x0", proof: proof.proof.slice(0, 1) })),
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "alters a node of a proof",
    tell: storageOf((proof) => ({ ...proof, proof: withAt(proof.proof, -1, (node) => altered(node)) })),
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "gives a proof without its root",
    tell: changing("eth_getProof", (proof: Fields) => ({
      ...proof,
      accountProof: (proof["accountProof"] as string[]).slice(1),
    })),
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "gives no proof at all",
    tell: changing("eth_getProof", (proof: Fields) => ({ ...proof, accountProof: [] })),
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "proves another account",
    tell: (endpoint, world) => {
      const asking = world.ask("eth_getProof", world.market.run, [], { blockHash: world.block });
      endpoint.change = async ({ method }, result) =>
        method === "eth_getProof"
          ? { ...((await asking) as Proof), storageProof: (result as Proof).storageProof }
          : result;
    },
    found: ["state", "proof-of-another"],
    verdict: "mismatch",
  },
  {
    name: "passes another account's proof off as the programme's",
    tell: (endpoint, world) => {
      const asking = world.ask("eth_getProof", world.market.run, [], { blockHash: world.block });
      endpoint.change = async ({ method }, result) => {
        if (method !== "eth_getProof") return result;
        const { address, storageProof } = result as Proof;
        return { ...((await asking) as Proof), address, storageProof };
      };
    },
    found: ["state", "proof-invalid"],
    verdict: "mismatch",
  },
  {
    name: "says another storage root than it proves",
    tell: changing("eth_getProof", (proof: Fields) => ({
      ...proof,
      storageHash: altered(String(proof["storageHash"])),
    })),
    found: ["state", "proven-value-differs"],
    verdict: "mismatch",
  },
  {
    name: "says another balance than it proves",
    tell: changing("eth_getProof", (proof: Fields) => ({ ...proof, balance: "0x1" })),
    found: ["state", "proven-value-differs"],
    verdict: "mismatch",
  },
  {
    name: "gives another contract's code",
    tell: (endpoint, world) => {
      const asking = world.ask("eth_getCode", world.market.run, "latest");
      endpoint.change = ({ method }, result) => (method === "eth_getCode" ? asking : result);
    },
    found: ["code", "code-hash-differs"],
    verdict: "mismatch",
  },
  {
    name: "alters a byte of the code",
    tell: changing("eth_getCode", (code: string) => altered(code)),
    found: ["code", "code-hash-differs"],
    verdict: "mismatch",
  },
  {
    name: "still answers for a block that a reorganisation has removed",
    audits: ({ forked }) => String(forked.header["hash"]),
    tell: (endpoint, { forked }) => {
      endpoint.stead = instead(forked);
    },
    found: ["block", "block-not-canonical"],
    verdict: "mismatch",
  },
  {
    name: "has forgotten the block after a reorganisation",
    audits: ({ forked }) => String(forked.header["hash"]),
    tell: () => {},
    found: ["block", "block-unknown"],
    verdict: "unproved",
  },
];
