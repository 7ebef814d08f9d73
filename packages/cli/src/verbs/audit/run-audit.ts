import { AUDIT_EXIT, type Audit, AuditError, audit, RpcSource } from "../../../../auditor/src/index.ts";
import type { Result } from "../../terminal/output.ts";
import type { Task } from "../verb.ts";
import { notProved } from "./ending.ts";
import type { SourceOptions } from "./options.ts";
import { showing } from "./progress.ts";
import { renderAudit } from "./render.ts";
import { openSource } from "./source.ts";

/** Audits a programme: fetches, proves, recomputes, compares, reports. */
export async function runAudit(task: Task<SourceOptions>): Promise<Result> {
  const { options } = task;
  const { source, programme } = openSource(options);
  try {
    const done = await audit(source, {
      programme,
      progress: showing(task.progress),
      ...(options.block === undefined ? {} : { block: options.block }),
      ...(options.second === undefined ? {} : { second: new RpcSource(options.second) }),
    });
    return { json: toReport(done), text: renderAudit(done, task.setting), exit: AUDIT_EXIT[done.verdict] };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    return notProved(error, error.advice);
  }
}

function toReport({ programme, block, header, chainId, verdict, checks, powers }: Audit): Result["json"] {
  return {
    programme,
    chainId,
    block: { ...block, number: header?.number, time: header?.timestamp },
    verdict,
    checks,
    powers,
  };
}
