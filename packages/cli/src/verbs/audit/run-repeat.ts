import { AUDIT_EXIT, Bundle, type ReportedAudit, reportJson } from "../../../../auditor/src/index.ts";
import { type Result, toJson } from "../../terminal/output.ts";
import type { Task } from "../verb.ts";
import type { RepeatOptions } from "./options.ts";
import { perform } from "./run-audit.ts";

/** Repeats an audit from its evidence, offline, and compares the report with the one that was written with it. */
export async function runRepeat(task: Task<RepeatOptions>): Promise<Result> {
  const [file = ""] = task.args;
  const bundle = await Bundle.open(file);
  try {
    const { programme, block, named, sources } = bundle.head;
    const trusted = task.options.block;
    if (trusted !== undefined && trusted !== block) return ofAnotherBlock(trusted, block);
    const second = sources > 1 ? bundle.source(1) : undefined;
    let same: boolean | undefined;
    const compare = async ({ report }: ReportedAudit) => {
      const recorded = bundle.attachments.get("report");
      if (recorded !== undefined) same = toJson(JSON.parse(reportJson(report))) === toJson(recorded);
    };
    const result = await perform(task, bundle.source(), second, { programme, block, trusted: named }, compare);
    return judged(result, same, bundle.sha256, trusted === undefined ? block : undefined);
  } finally {
    await bundle.close();
  }
}

/** Evidence of a block that the auditor did not ask for proves nothing about the one that he did. */
function ofAnotherBlock(expected: string, found: string): Result {
  const message = `The evidence is of block ${found}, not of block ${expected}, which you named`;
  return {
    json: { verdict: "mismatch", error: { code: "block-differs", message, expected, found } },
    text: `${message}. Nothing of it was repeated.`,
    exit: AUDIT_EXIT.mismatch,
  };
}

/** Whoever writes a bundle can invent a whole chain for it; only the block's hash tells that it is not the real one. */
const onItsWord = (block: string) =>
  `The bundle itself names the block, ${block}. Compare that hash with a source that you trust, or name yours with --block: a bundle can hold an invented chain.`;

/**
 * A report that its own evidence does not give is a mismatch, whatever the evidence proves.
 * @param unnamed The block, where nobody but the bundle named it.
 */
function judged(result: Result, same: boolean | undefined, sha256: string, unnamed: string | undefined): Result {
  const said =
    same === undefined
      ? "The bundle has no report to compare with."
      : same
        ? "The report in the bundle is what its evidence gives, byte by byte."
        : "The report in the bundle is NOT what its evidence gives.";
  return {
    json: { ...result.json, repeated: { sameReport: same ?? null, sha256, blockNamed: unnamed === undefined } },
    text: [result.text, said, ...(unnamed === undefined ? [] : [onItsWord(unnamed)])].join("\n"),
    exit: same === false ? AUDIT_EXIT.mismatch : (result.exit ?? AUDIT_EXIT.unproved),
  };
}
