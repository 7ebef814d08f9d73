// The claim that the chain's state is what the events make it: every word of the programme's storage.

import { wordHex } from "../history/bytes.ts";
import type { History } from "../history/history.ts";
import { differences, nameOf } from "../storage/fields.ts";
import { type StorageWord, storageWords } from "../storage/layout.ts";
import { draw } from "../storage/sample.ts";
import { StorageRoot } from "../storage/storage-root.ts";
import type { CheckResult, Finding } from "./check.ts";
import { findingOf } from "./fault-result.ts";

/** Words that are compared one by one where the roots differ. */
export const WORDS_COMPARED = 10_000;
/** Words that are asked for at once. */
const AT_ONCE = 200;
/** Words that are always compared: they are one each. */
const SINGLE = 11;

/** What the storage is compared with. */
export interface StorageProofs {
  /** The programme's storage root, proven; undefined if it could not be. */
  readonly storageRoot: string | undefined;
  /** Hash of the audited block, which seeds the sample. */
  readonly block: string;
  /** Proven words of the programme, in the order of the slots, each 32 bytes in hexadecimal. */
  words(slots: readonly string[]): Promise<readonly bigint[]>;
  /** Compare every word where the roots differ, however many there are. */
  readonly all?: boolean;
}

/**
 * Rebuilds every word of the programme's storage from the events, and the root of the trie that they make. If it is the
 * proven root, every word is proved, and that there is no other. If it is not, words are proved one by one to find which
 * differ: all up to {@link WORDS_COMPARED}, beyond that a sample that the block's hash seeds.
 */
export async function checkStorage(history: History, proofs: StorageProofs): Promise<CheckResult> {
  const trie = new StorageRoot();
  for (const { slot, word } of storageWords(history.state, history.head)) trie.add(slot, word);
  const root = trie.root();
  const { storageRoot } = proofs;
  const evidence = {
    words: trie.count,
    recomputedRoot: root,
    ...(storageRoot === undefined ? {} : { provenRoot: storageRoot }),
  };
  if (storageRoot === undefined) {
    const summary = `${trie.count} words of storage were rebuilt; there is no proven root to compare with.`;
    return { check: "storage", verdict: "unproved", summary, findings: [], evidence };
  }
  if (root === storageRoot) {
    const summary = `All ${trie.count} words of storage, rebuilt from the events alone, make the proven storage root: every balance, sale, plan, wallet and role is as the events say, and nothing else is stored.`;
    return { check: "storage", verdict: "verified", summary, findings: [], evidence };
  }
  const { compared, findings } = await compare(history, proofs);
  const sampled = compared < countOf(history) ? `, a sample seeded by the block's hash,` : "";
  const summary = `The words of storage that the events make are not the chain's; of ${compared} compared one by one${sampled} ${findings.length} differ.`;
  const lost = findings.length > 0 ? findings : [unknownWord(storageRoot, root)];
  return { check: "storage", verdict: "mismatch", summary, findings: lost, evidence: { ...evidence, compared } };
}

function countOf({ state, head }: History): number {
  let count = 0;
  for (const _ of storageWords(state, head)) ++count;
  return count;
}

/** The words that are compared one by one. */
function chosen(history: History, { all, block }: StorageProofs): StorageWord[] {
  const count = countOf(history);
  const every = all === true || count <= WORDS_COMPARED;
  const drawn = every ? new Set<number>() : draw(block, WORDS_COMPARED, count);
  const words: StorageWord[] = [];
  let at = 0;
  for (const word of storageWords(history.state, history.head)) {
    if (every || at < SINGLE || drawn.has(at)) words.push(word);
    ++at;
  }
  return words;
}

async function compare(
  history: History,
  proofs: StorageProofs,
): Promise<{ readonly compared: number; readonly findings: Finding[] }> {
  const words = chosen(history, proofs);
  const findings: Finding[] = [];
  for (let from = 0; from < words.length; from += AT_ONCE) {
    const some = words.slice(from, from + AT_ONCE);
    try {
      const found = await proofs.words(some.map(({ slot }) => wordHex(slot)));
      for (const [at, word] of some.entries()) {
        const proven = found[at] ?? 0n;
        if (proven !== word.word) findings.push(differs(word, proven));
      }
    } catch (error) {
      findings.push(findingOf(error, `words ${from} to ${from + some.length - 1} of the storage`));
      return { compared: from, findings };
    }
  }
  return { compared: words.length, findings };
}

function differs(word: StorageWord, found: bigint): Finding {
  const name = nameOf(word);
  return {
    code: "word-differs",
    subject: name,
    message: `In proven storage ${name} is not what the events make it: ${differences(word, found)}.`,
    expected: wordHex(word.word),
    found: wordHex(found),
  };
}

function unknownWord(expected: string, found: string): Finding {
  return {
    code: "word-unknown",
    subject: "the programme's storage",
    message: "No compared word differs: the storage has a word that no event tells of, or one outside of the sample.",
    expected,
    found,
  };
}
