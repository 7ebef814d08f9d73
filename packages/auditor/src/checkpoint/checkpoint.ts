// Where an audit ended, so that a later one goes on from there. It spares recomputing the sales before it, and is trusted
// as far as the auditor's own disk: its hash tells of damage. Of whoever alters it and its hash, the later audit still
// finds whatever is in the storage at its end: all entries must hash to the proven head, and the state of the checkpoint
// with theirs must make the proven storage root.
import { keccakOfText } from "@upline/engine";
import { SaleDigest } from "../history/digest.ts";
import type { History, HistoryStart } from "../history/history.ts";
import { visibleJson } from "../text/visible.ts";
import { CheckpointInvalid, CheckpointTooLarge, CheckpointUnverified } from "./checkpoint-invalid.ts";
import { readState } from "./read-state.ts";
import { big, count, fields, text } from "./shapes.ts";
import { writeState } from "./write-state.ts";

const FORMAT = 2;
/** What comes between the text and its hash, and after it; together they are JSON. */
const HASH = ',"hash":"';
const END = '"}\n';

/** What a checkpoint is of. */
export interface CheckpointPlace {
  readonly chainId: bigint;
  /** Address of the programme. */
  readonly core: string;
  /** Hash of the block that was audited. */
  readonly block: string;
  /** Its height. */
  readonly number: bigint;
}

/** A checkpoint that was read, for one audit: its state is that audit's own, and changes with it. */
export interface Checkpoint {
  readonly place: CheckpointPlace;
  /** For `openHistory` and `readHistory`, which then read from the block after the place. */
  readonly start: HistoryStart;
  /** What observers of the history keep, by their names: plain data. */
  readonly attachments: ReadonlyMap<string, unknown>;
}

/**
 * Writes a checkpoint: the same history gives the same text.
 * @param attachments What observers of the history keep, by name; JSON, without bigint.
 * @throws CheckpointUnverified if the history has findings; CheckpointTooLarge.
 */
export function writeCheckpoint(
  history: History,
  place: CheckpointPlace,
  attachments: ReadonlyMap<string, unknown> = new Map(),
): string {
  const found = history.findings.count + history.journalFindings.count;
  if (found > 0) throw new CheckpointUnverified(found);
  const { agreed, credits } = history.compared;
  return sealed({
    format: FORMAT,
    chainId: `${place.chainId}`,
    core: place.core,
    block: place.block,
    number: `${place.number}`,
    head: `${history.head}`,
    entries: history.entries,
    sales: history.sales,
    time: `${history.time}`,
    confirmed: history.confirmed,
    agreed,
    credits,
    state: writeState(history.state),
    attachments: Object.fromEntries(attachments),
  });
}

/** As JSON, with its hash. */
function sealed(data: object): string {
  try {
    const body = visibleJson(JSON.stringify(data));
    return `${body.slice(0, -1)}${HASH}${keccakOfText(body)}${END}`;
  } catch (error) {
    throw error instanceof RangeError ? new CheckpointTooLarge() : error;
  }
}

/** Reads a checkpoint. @throws CheckpointInvalid */
export function readCheckpoint(written: string): Checkpoint {
  const data = fields(parsed(undamaged(written)), "text");
  if (data["format"] !== FORMAT) throw new CheckpointInvalid("format", `${FORMAT}`);
  const place = {
    chainId: big(data["chainId"], "chain"),
    core: text(data["core"], "programme"),
    block: text(data["block"], "block"),
    number: big(data["number"], "block's height"),
  };
  return {
    place,
    start: {
      head: big(data["head"], "head"),
      entries: count(data["entries"], "number of entries"),
      sales: count(data["sales"], "number of sales"),
      time: big(data["time"], "time"),
      confirmed: count(data["confirmed"], "confirmed entry"),
      agreed: count(data["agreed"], "number of sales that agree"),
      credits: count(data["credits"], "number of credits"),
      state: stateOf(data["state"], place),
    },
    attachments: new Map(Object.entries(fields(data["attachments"], "attachments"))),
  };
}

/** The text without its hash. @throws CheckpointInvalid if the hash is not its own. */
function undamaged(written: string): string {
  const at = written.lastIndexOf(HASH);
  const body = `${written.slice(0, Math.max(0, at))}}`;
  const hash = written.slice(at + HASH.length, -END.length);
  if (at < 0 || !written.endsWith(END) || hash !== keccakOfText(body))
    throw new CheckpointInvalid("hash", "its text's");
  return body;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new CheckpointInvalid("text", "JSON");
  }
}

/** Whatever an altered checkpoint makes fail is that it is no checkpoint. */
function stateOf(value: unknown, { core, chainId }: CheckpointPlace): HistoryStart["state"] {
  try {
    return readState(value, new SaleDigest(core, chainId));
  } catch (error) {
    if (error instanceof CheckpointInvalid) throw error;
    throw new CheckpointInvalid("state", error instanceof Error ? `readable: ${error.message}` : "readable");
  }
}
