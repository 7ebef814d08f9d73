// What a source was asked, and what it answered: as it stands in a bundle.
import type { SourceFault } from "../chain/fault.ts";
import { FieldMalformed } from "../chain/field-malformed.ts";
import { type Fields, toArray, toBytes, toNumber, toObject } from "../chain/shapes.ts";
import { isPacked, readProof, writeProof } from "./nodes.ts";
import { readFault, writeFault } from "./recorded-fault.ts";

/** What can be asked of a source, events aside. */
export const QUESTIONS = ["chainId", "newest", "hashAt", "header", "proof", "code", "call"] as const;
export type Question = (typeof QUESTIONS)[number];

/** What came back: a value of the question's own shape, or a failure. */
export type Answer = { readonly is: unknown } | { readonly failed: SourceFault };

/** A question's name in a bundle: the number of the source, from 0, what was asked, and of what. */
export function questionKey(source: number, question: Question, of: readonly string[]): string {
  return JSON.stringify([source, question, ...of.map((part) => part.toLowerCase())]);
}

/** As JSON. */
export function writeAnswer(key: string, answer: Answer): object {
  const asked = JSON.parse(key) as unknown;
  if ("failed" in answer) return { answer: asked, failed: writeFault(answer.failed) };
  return { answer: asked, is: written(answer.is) };
}

function written(value: unknown): unknown {
  if (typeof value === "bigint") return `0x${value.toString(16)}`;
  return isPacked(value) ? writeProof(value) : value;
}

/** Reads what {@link writeAnswer} wrote. @throws FieldMalformed */
export function readAnswer(fields: Fields): readonly [key: string, answer: Answer] {
  const asked = toArray("a question", fields["answer"]);
  const [source, question, ...of] = asked;
  const isQuestion = (QUESTIONS as readonly unknown[]).includes(question);
  if (!Number.isSafeInteger(source) || !isQuestion || !of.every((part) => typeof part === "string")) {
    throw new FieldMalformed("a question", "source, question and what of", asked);
  }
  const key = questionKey(Number(source), question as Question, of);
  if (fields["failed"] !== undefined) return [key, { failed: readFault(fields["failed"]) }];
  return [key, { is: readValue(question as Question, fields["is"]) }];
}

function readValue(question: Question, value: unknown): unknown {
  switch (question) {
    case "chainId":
      return toNumber("the chain's id", value);
    case "newest":
    case "hashAt":
      return toBytes("a block's hash", value, 32);
    case "header":
      return toObject("a header", value);
    case "proof":
      return readProof(value);
    default:
      return toBytes(question, value);
  }
}
