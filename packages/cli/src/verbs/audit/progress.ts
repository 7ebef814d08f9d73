import type { AuditProgress } from "../../../../auditor/src/index.ts";
import type { Progress } from "../../terminal/progress.ts";
import { grouped } from "../../terminal/text.ts";

const NAMES = {
  code: "Comparing the code",
  block: "Proving the block",
  state: "Proving the programme's state",
  journal: "Reading and hashing the journal",
  storage: "Comparing the whole storage",
  amounts: "Comparing every amount",
  money: "Counting the money",
  powers: "Judging every use of a power",
} as const;

/** Shows how far an audit is. */
export function showing(progress: Progress): AuditProgress {
  return {
    begin: (check) => progress.begin(NAMES[check], 0),
    entries: (count) => progress.at(count, `${grouped(count)} events`),
    end: () => progress.end(),
  };
}
