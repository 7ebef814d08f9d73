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
      if (recorded !== undefined && bundle.lacks === undefined)
        same = toJson(JSON.parse(reportJson(report))) === toJson(recorded);
    };
    const result = await perform(task, bundle.source(), second, { programme, block, trusted: named }, compare);
    return judged(result, same, bundle, trusted === undefined ? block : undefined);
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

function compared(same: boolean | undefined): string {
  if (same === undefined) return "The bundle has no report to compare with.";
  return `The report in the bundle is ${same ? "what its evidence gives, byte by byte" : "NOT what its evidence gives"}.`;
}

/** A report of then says less, and is no worse for it. */
const earlier = (version: number, lacks: string) =>
  `The bundle is of version ${version} and has no ${lacks}. Every check was repeated; the report in it, which could say nothing of them, is not compared.`;

/**
 * A report that its own evidence does not give is a mismatch, whatever the evidence proves.
 * @param unnamed The block, where nobody but the bundle named it.
 */
function judged(result: Result, same: boolean | undefined, bundle: Bundle, unnamed: string | undefined): Result {
  const { sha256, lacks, head } = bundle;
  const said = lacks === undefined ? compared(same) : earlier(head.version, lacks);
  const blockNamed = unnamed === undefined;
  return {
    json: { ...result.json, repeated: { sameReport: same ?? null, version: head.version, sha256, blockNamed } },
    text: [result.text, said, ...(unnamed === undefined ? [] : [onItsWord(unnamed)])].join("\n"),
    exit: same === false ? AUDIT_EXIT.mismatch : (result.exit ?? AUDIT_EXIT.unproved),
  };
}
