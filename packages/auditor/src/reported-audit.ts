// An audit with its report: what most who audit want.
import { Upline__factory } from "@upline/protocol";
import { getAddress } from "ethers";
import { type Audit, type AuditOptions, audit } from "./audit.ts";
import type { Source } from "./chain/source.ts";
import { checkpointOf, reportOf } from "./checkpoint/after-audit.ts";
import { CheckpointTooLarge } from "./checkpoint/checkpoint-invalid.ts";
import type { Observer } from "./history/observer.ts";
import { ReportBuilder } from "./report/builder.ts";
import { type CsvFile, CsvFiles, type CsvSink } from "./report/csv/files.ts";
import type { AuditReport } from "./report/document.ts";
import type { TokenFacts } from "./text/figures.ts";
import { describeToken } from "./token.ts";
import { reportTransfers } from "./transfers/report-transfers.ts";

/** An audit and its report. */
export interface ReportedAudit {
  readonly audit: Audit;
  readonly report: AuditReport;
  /** What a later audit goes on from; undefined where it was not asked for, is too large, or not all is verified. */
  readonly checkpoint: string | undefined;
}

/** How an audit is made and reported. */
export interface ReportedAuditOptions extends AuditOptions {
  /** Where the CSV files go, if they are wanted. */
  readonly csv?: Readonly<Record<CsvFile, CsvSink>>;
  /** Whether to make a checkpoint. */
  readonly keep?: boolean;
}

/**
 * Audits a programme and reports. An audit that goes on from a checkpoint gives the report of one from the start, byte for
 * byte; only its CSV files have nothing but what is new.
 * @throws SourceFault if no block is named and the source names none; CheckpointInvalid.
 */
export async function auditWithReport(source: Source, options: ReportedAuditOptions): Promise<ReportedAudit> {
  const { observers = [], csv, from } = options;
  const programme = getAddress(options.programme.toLowerCase());
  const trusted = options.trusted ?? options.block !== undefined;
  const block = options.block ?? (await source.newest());
  const token = await tokenOf(source, block, programme);
  const builder = from === undefined ? new ReportBuilder() : reportOf(from);
  const files = csv === undefined ? [] : [new CsvFiles(token, csv, builder.programme)];
  const all: Observer[] = [...observers, builder, ...files];
  const done = await audit(source, { ...options, programme, block, trusted, observers: all });
  const checkpoint = options.keep === true && done.verdict === "verified" ? keep(done, builder) : undefined;
  const notes = await transferNotes(source, done, builder);
  const report = builder.finish(
    {
      chainId: done.chainId ?? 0n,
      programme,
      // The journal tells which token it is; its name and decimals are as the source tells them.
      token: { ...token, address: done.history?.state.settings?.token ?? token.address },
      block: {
        hash: block,
        number: done.header?.number ?? 0n,
        time: done.header?.timestamp ?? done.history?.time ?? 0n,
        trusted,
      },
    },
    done.checks,
    { ...done.powers, notes: [...done.powers.notes, ...notes] },
  );
  return { audit: done, report, checkpoint };
}

/** An audit that has no checkpoint is one all the same. */
function keep(done: Audit, builder: ReportBuilder): string | undefined {
  try {
    return checkpointOf(done, builder);
  } catch (error) {
    if (error instanceof CheckpointTooLarge) return undefined;
    throw error;
  }
}

/** Reads the token's transfers, since the programme's first event. */
async function transferNotes(source: Source, { history, ...done }: Audit, builder: ReportBuilder) {
  const settings = history?.state.settings;
  const from = builder.firstBlock;
  if (settings === undefined || from === undefined) return [];
  const stray = done.checks.find(({ check }) => check === "money")?.evidence["stray"];
  const asked = {
    block: done.block.hash,
    programme: done.programme,
    token: settings.token,
    from,
    stray: typeof stray === "bigint" ? stray : undefined,
  };
  return reportTransfers(source, asked, builder);
}

const core = Upline__factory.createInterface();
const NOBODY = `0x${"00".repeat(20)}`;

/** The settlement token as the programme and the token say, which only how amounts are written depends on. */
export async function tokenOf(source: Source, block: string, programme: string): Promise<TokenFacts> {
  try {
    const answer = await source.call(block, programme, core.encodeFunctionData("settings"));
    const { token } = core.decodeFunctionResult("settings", answer)[0];
    return { address: token, ...(await describeToken(source, block, token)) };
  } catch {
    // Whatever is wrong with the programme or the source, the checks say; the report shows plain units.
    return { address: NOBODY, symbol: "units", decimals: 0 };
  }
}
