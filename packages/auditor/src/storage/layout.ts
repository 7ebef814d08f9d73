// Every word of a programme's storage, with its slot.
import { keccak256 } from "@upline/engine";
import { distributorSlot, GOODS_TERMS, goodsTermsSlot, MAPPINGS, productSlot, SLOTS } from "@upline/protocol";
import { readUint, writeUint } from "../history/bytes.ts";
import { COMPANY_ID } from "../history/state/people.ts";
import type { State } from "../history/state/state.ts";
import {
  countersWord,
  currentPlanWords,
  distributorWord,
  holdWord,
  namedWord,
  nextPlanWords,
  productWord,
} from "./words.ts";

/** A word of storage as the events give it. */
export interface StorageWord {
  /** What it is of, for example `distributor`. */
  readonly kind: string;
  /** Which of them; empty where there is only one. */
  readonly key: string | number | bigint;
  readonly slot: bigint;
  readonly word: bigint;
}

const WORD = 32;
const both = new Uint8Array(2 * WORD);
const one = new Uint8Array(WORD);

/** Slot of a key of a mapping. */
function mapped(key: bigint, mapping: bigint): bigint {
  writeUint(key, both, 0, WORD);
  writeUint(mapping, both, WORD, WORD);
  return readUint(keccak256(both), 0, WORD);
}

const DISTRIBUTORS = BigInt(distributorSlot(0n));
const PRODUCTS = BigInt(productSlot(0n));
const FIRST_TERMS = BigInt(goodsTermsSlot(GOODS_TERMS));

/**
 * All words that a programme's storage has, by its events alone; words that are 0 may be among them.
 * @param head The journal's head.
 */
export function* storageWords(state: State, head: bigint): Generator<StorageWord> {
  yield* single(state, head);
  yield* catalogue(state);
  yield* roles(state);
  yield* wallets(state);
  yield* others(state);
  const { people, sales } = state;
  for (let id = COMPANY_ID + 1; id <= people.count; ++id) {
    yield { kind: "distributor", key: id, slot: DISTRIBUTORS + BigInt(id), word: distributorWord(people, id) };
  }
  for (const [id, word] of sales.words) yield { kind: "sale", key: id, slot: mapped(id, MAPPINGS.sales), word };
}

function* single(state: State, head: bigint): Generator<StorageWord> {
  const [terms, levels, ranks] = currentPlanWords(state.plans);
  const [nextTerms, nextLevels, nextRanks] = nextPlanWords(state.plans);
  const words: Readonly<Record<keyof typeof SLOTS, bigint>> = {
    accounts: head | (state.people.balanceOf(COMPANY_ID) << 160n),
    planTerms: terms,
    planLevelRates: levels,
    planRankRates: ranks,
    nextPlanTerms: nextTerms,
    nextPlanLevelRates: nextLevels,
    nextPlanRankRates: nextRanks,
    counters: countersWord(state),
    run: BigInt(state.run) | (state.pool << 160n),
    nextRun: namedWord(state.nextRun),
    nextScreen: namedWord(state.nextScreen),
  };
  for (const [name, word] of Object.entries(words)) {
    yield { kind: name, key: "", slot: BigInt(SLOTS[name as keyof typeof SLOTS]), word };
  }
}

function* catalogue({ catalogue: { products, goodsTerms } }: State): Generator<StorageWord> {
  for (const [at, product] of products.entries()) {
    yield { kind: "product", key: at + 1, slot: PRODUCTS + BigInt(at + 1), word: productWord(product) };
  }
  for (const [at, word] of goodsTerms.entries()) {
    const slot = mapped(word, MAPPINGS.goodsTermsNumbers);
    yield { kind: "return terms", key: at, slot: FIRST_TERMS + BigInt(at), word };
    yield { kind: "number of return terms", key: at, slot, word: BigInt(at + 1) };
  }
}

function* roles({ roles: { members } }: State): Generator<StorageWord> {
  for (const [role, accounts] of members) {
    const holders = mapped(BigInt(role), MAPPINGS.roles);
    const list = mapped(BigInt(role), MAPPINGS.roleMembers);
    writeUint(list, one, 0, WORD);
    const first = readUint(keccak256(one), 0, WORD);
    yield { kind: "holders of role", key: role, slot: list, word: BigInt(accounts.length) };
    for (const [at, account] of accounts.entries()) {
      const who = BigInt(account);
      const key = `${role} ${account}`;
      yield { kind: "role", key, slot: mapped(who, holders), word: 1n };
      yield { kind: "holder of role", key, slot: first + BigInt(at), word: who };
      yield { kind: "place of holder of role", key, slot: mapped(who, list + 1n), word: BigInt(at + 1) };
    }
  }
}

function* wallets({ wallets: book }: State): Generator<StorageWord> {
  const of = (kind: string, wallet: string, mapping: bigint, word: bigint): StorageWord => ({
    kind,
    key: wallet,
    slot: mapped(BigInt(wallet), mapping),
    word,
  });
  for (const [wallet, { id, current }] of book.bindings) {
    yield of("wallet", wallet, MAPPINGS.wallets, BigInt(id) | (current ? 1n << 32n : 0n));
  }
  for (const [wallet, to] of book.proposals) yield of("proposal of wallet", wallet, MAPPINGS.proposals, BigInt(to));
  for (const [wallet, nonce] of book.claimNonces) yield of("claims of wallet", wallet, MAPPINGS.claimNonces, nonce);
  for (const [wallet, { guardian, delay, to, readyAt }] of book.guardianships) {
    const named = of("guardian of wallet", wallet, MAPPINGS.guardianships, BigInt(guardian) | (delay << 160n));
    yield named;
    yield { kind: "recovery of wallet", key: wallet, slot: named.slot + 1n, word: BigInt(to) | (readyAt << 160n) };
  }
}

function* others({ holds, offerNonces, batches }: State): Generator<StorageWord> {
  for (const [id, hold] of holds) {
    yield { kind: "hold of distributor", key: id, slot: mapped(BigInt(id), MAPPINGS.holds), word: holdWord(hold) };
  }
  for (const [key, word] of offerNonces) {
    const [seller = "0", place = "0"] = key.split("/");
    const slot = mapped(BigInt(place), mapped(BigInt(seller), MAPPINGS.offerNonces));
    yield { kind: "offers of distributor", key, slot, word };
  }
  for (const [recorder, batch] of batches) {
    yield { kind: "batches of", key: recorder, slot: mapped(BigInt(recorder), MAPPINGS.batches), word: batch };
  }
}
