// Places a hold: it stops one distributor's claims and pushes for a while, never his earning.
import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { keccak256 } from "ethers";
import { formatTime, inPages, ProtocolError } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { type Code, codeOf } from "./operator/csv/column.ts";
import { doOnce } from "./operator/once.ts";
import { parseId, type WriteOptions } from "./operator/options.ts";
import type { Session } from "./operator/session.ts";
import { parseTime } from "./operator/times.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** The evidence cannot be read. */
export class EvidenceMissing extends ProtocolError {
  override readonly name = "EvidenceMissing";

  constructor(file: string, cause: unknown) {
    super(
      `cannot read ${file}: ${cause instanceof Error ? cause.message : cause}`,
      { file },
      "Name a file, whose hash is published, or give the hash itself: 0x and 64 hexadecimal digits.",
    );
  }
}

interface Options extends WriteOptions {
  readonly reason: Code;
  readonly evidence: string;
  readonly until?: bigint;
  readonly days?: bigint;
}

export const placeHold: Tool<Options, readonly [bigint]> = {
  name: "place-hold",
  description:
    "Stops one distributor's claims and pushes, never his earning; at most 90 days, after which it lapses by itself. If " +
    "the same hold is in force, nothing is sent.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<id>", "the distributor's number", parseId)
      .requiredOption("--reason <code>", "code of the reason, at most 31 bytes, which is published", parseReason)
      .requiredOption("--evidence <file>", "what it rests on: a file, whose hash is published, or the hash itself")
      .option("--days <number>", "how long, from now (default: 30)", parseId)
      .option("--until <time>", "when it lapses, in place of the number of days", parseTime),
  async run(task) {
    const { session, options, args } = task;
    const [id] = args;
    const evidence = hashOf(options.evidence);
    const { word, text: reason } = options.reason;
    return doOnce(task, "HOLD_ROLE", async () => {
      const now = BigInt((await session.provider.getBlock("latest"))?.timestamp ?? 0);
      const isThere = await isInForce(session, id, now, word, evidence);
      const wanted = options.until ?? now + (options.days ?? 30n) * 86_400n;
      const until = isThere ? (await session.core.holdOf(id)).until : wanted;
      return {
        title: `Hold the payouts of distributor ${id} until ${formatTime(until)}`,
        what: "holds",
        isDone: isThere,
        call: async () => encoded(await session.core.placeHold.populateTransaction(id, until, word, evidence)),
        json: { id, until, reason, evidence },
        text: [`Distributor ${id}, until ${formatTime(until)}, for "${reason}", evidence ${evidence}.`],
      };
    });
  },
};

function parseReason(text: string): Code {
  const code = codeOf(text);
  if (code === undefined) throw new InvalidArgumentError("It has 1 to 31 bytes, or is 0x and 64 hexadecimal digits.");
  return code;
}

/** @throws EvidenceMissing */
function hashOf(evidence: string): string {
  if (/^0x[0-9a-fA-F]{64}$/.test(evidence)) return evidence.toLowerCase();
  try {
    return keccak256(readFileSync(evidence));
  } catch (error) {
    throw new EvidenceMissing(evidence, error);
  }
}

/** Whether a hold for the same reason and evidence is in force. */
async function isInForce(
  { core, provider, from }: Session,
  id: bigint,
  now: bigint,
  reason: string,
  evidence: string,
): Promise<boolean> {
  if ((await core.holdOf(id)).until <= now) return false;
  const filter = core.filters.HoldPlaced(id);
  const events = await inPages(provider, { from }, (first, last) => core.queryFilter(filter, first, last));
  const placed = events.at(-1)?.args;
  return placed?.reason === reason && placed.evidence === evidence;
}

await runIfMain(import.meta.url, placeHold);
