import {
  AUDIT_EXIT,
  AuditError,
  audit,
  CreditExplainer,
  type CreditName,
  type CreditStory,
  CreditUnknown,
  creditSentences,
  parseCreditName,
  type ReportedAuditOptions,
  RpcSource,
  type Source,
  tokenOf,
} from "../../../../auditor/src/index.ts";
import type { Result } from "../../terminal/output.ts";
import { heading, type Setting } from "../../terminal/section.ts";
import { wrapped } from "../../terminal/text.ts";
import type { Task } from "../verb.ts";
import { notProved, wrongUsage } from "./ending.ts";
import type { SourceOptions } from "./options.ts";
import { showing } from "./progress.ts";
import { openSource } from "./source.ts";

/** Tells one credit from the sale to the wallet, and whether the audit that it was found by verifies. */
export async function runExplain(task: Task<SourceOptions>): Promise<Result> {
  const { options, args } = task;
  const name = creditName(args[0] ?? "");
  const { source, programme } = openSource(options);
  const second = options.second === undefined ? {} : { second: new RpcSource(options.second) };
  try {
    const block = options.block ?? (await source.newest());
    const settings = { programme, block, trusted: options.block !== undefined, ...second };
    return await explain(task, name, source, settings);
  } catch (error) {
    if (!(error instanceof AuditError) || error instanceof CreditUnknown) throw error;
    return notProved(error, error.advice);
  }
}

function creditName(text: string): CreditName {
  try {
    return parseCreditName(text);
  } catch (error) {
    return wrongUsage(error instanceof AuditError ? `${error.message}. ${error.advice}` : String(error));
  }
}

async function explain(
  { progress, setting }: Task<SourceOptions>,
  name: CreditName,
  source: Source,
  options: ReportedAuditOptions & { readonly block: string },
): Promise<Result> {
  const explainer = new CreditExplainer(name);
  const made = await audit(source, {
    ...options,
    observers: [explainer],
    // Of a sale that is named otherwise, the number is known only once it has passed.
    wantsLines: (number) => name.sale === `${number}`,
    progress: showing(progress),
  });
  const sentences = creditSentences(explainer.story, await tokenOf(source, options.block, options.programme));
  const exit = AUDIT_EXIT[made.verdict];
  return {
    json: { ...storyJson(explainer.story), sentences, verdict: made.verdict, block: made.block },
    text: render(name, sentences, made.verdict, setting),
    exit,
  };
}

function storyJson({ sale, credit, parts, placed, credited, refunded, paid }: CreditStory): Result["json"] {
  const { sale: placedSale, number, volume, agreed } = sale;
  return {
    sale: { number, volume, agreed, seller: placedSale.seller, buyer: placedSale.buyer, total: placedSale.total },
    credit,
    parts,
    placed,
    ...(credited === undefined ? {} : { credited }),
    ...(refunded === undefined ? {} : { refunded }),
    ...(paid === undefined ? {} : { paid }),
  };
}

const VERDICTS = {
  verified: "All of this is proved: the audit of the whole programme verifies.",
  mismatch: "NOT all of this can be relied on: the audit of the programme found mismatches. See upline audit.",
  unproved: "Not all of this is proved: the audit could not prove everything. See upline audit.",
} as const;

function render(
  { sale, distributor }: CreditName,
  sentences: readonly string[],
  verdict: keyof typeof VERDICTS,
  setting: Setting,
) {
  return [
    heading(`From sale to wallet: sale ${sale}, distributor ${distributor}`, setting),
    ...sentences.map((sentence) => wrapped(`- ${sentence}`, setting.width, "  ", "    ")),
    "",
    setting.colours.bold(VERDICTS[verdict]),
  ].join("\n");
}
