import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  CSV_FILES,
  type CsvFile,
  type CsvSink,
  type ReportedAudit,
  reportHtml,
  reportJson,
} from "../../../../auditor/src/index.ts";
import { type WholeFile, WholeFiles } from "../../files/whole-file.ts";
import { FileUnusable } from "../../input/problems.ts";

/** The files of a report in a folder: all of them take their places together, or none. */
export class ReportFolder {
  readonly #folder: string;
  readonly #files = new WholeFiles();
  /** Where the CSV files go. */
  readonly csv: Readonly<Record<CsvFile, CsvSink>>;
  /** First entry of the journal that the CSV files have, where the audit went on from a checkpoint. */
  readonly since: number | undefined;

  /** @param since That entry; the names of the CSV files tell it, so that those of the earlier audit stay. @throws FileUnusable */
  constructor(folder: string, since?: number) {
    this.#folder = folder;
    this.since = since;
    try {
      mkdirSync(folder, { recursive: true });
      const sinks = Object.keys(CSV_FILES).map((name) => {
        const file = this.#open(since === undefined ? name : name.replace(".csv", `.from-${since}.csv`));
        return [name, (text: string) => file.write(text)];
      });
      this.csv = Object.fromEntries(sinks) as Record<CsvFile, CsvSink>;
    } catch (error) {
      this.discard();
      throw new FileUnusable(folder, "write", error);
    }
  }

  /** Writes the report and puts everything in its place. @throws FileUnusable */
  finish({ report }: ReportedAudit): void {
    try {
      this.#open("report.json").write(reportJson(report));
      this.#open("report.html").write(reportHtml(report));
      this.#files.finish();
    } catch (error) {
      this.discard();
      throw new FileUnusable(this.#folder, "write", error);
    }
  }

  /** Leaves what was there before. */
  discard(): void {
    this.#files.discard();
  }

  #open(name: string): WholeFile {
    return this.#files.begin(join(this.#folder, name));
  }
}
