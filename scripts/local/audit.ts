import { AUDIT_EXIT, type Audit, audit, RpcSource } from "../../packages/auditor/src/index.ts";
import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import { heading, type Setting } from "../../packages/cli/src/terminal/section.ts";
import { grouped, wrapped } from "../../packages/cli/src/terminal/text.ts";
import { type Endpoint, urlOf } from "./endpoint.ts";
import type { LocalNetwork } from "./network.ts";

/**
 * Audits a programme as an outsider would, over the network's own endpoint. The block's hash, which an auditor has to
 * trust, is read within this process.
 */
export async function auditProgramme(
  { connection }: LocalNetwork,
  endpoint: Endpoint,
  core: string,
  progress: Progress,
): Promise<Audit> {
  const newest = await connection.ethers.provider.getBlock("latest");
  if (newest?.hash == null) throw new Error("the network has no block");
  progress.begin("Audit", 0);
  const done = await audit(new RpcSource(urlOf(endpoint)), {
    programme: core,
    block: newest.hash,
    progress: { entries: (count) => progress.at(count, `${grouped(count)} events`) },
  });
  progress.end();
  progress.done(`Audited from the chain alone, ${grouped(done.history?.entries ?? 0)} events`);
  return done;
}

/** The claims that were proved, and the verdict as the last line. @param endpoint Where it can be repeated. */
export function renderVerdict(done: Audit, endpoint: Endpoint | undefined, setting: Setting): string {
  const { colours, width } = setting;
  const { checks, verdict } = done;
  const ok = verdict === "verified";
  const lines = checks.map(({ check, verdict: one, summary }) => {
    const mark = one === "verified" ? colours.green("✓") : colours.red("✗");
    return wrapped(`${mark} ${check.padEnd(7)}  ${summary}`, width, "  ", "             ");
  });
  const findings = checks
    .flatMap((check) => check.findings)
    .map(({ subject, message }) => wrapped(`${subject}: ${message}`, width, "  - ", "    "));
  const again =
    endpoint === undefined ? [] : ["", "  Repeat it:", ...commandLines(done, endpoint).map(colours.dim), ""];
  const word = ok ? colours.green("✓ VERIFIED") : colours.red(`✗ ${verdict.toUpperCase()}`);
  const exit = `exit code ${AUDIT_EXIT[verdict]}`;
  return [heading("Audit, from the chain alone", setting), ...lines, ...findings, ...again, `  ${word}, ${exit}`].join(
    "\n",
  );
}

/** The command by which anybody repeats an audit. */
function commandLines({ programme, block }: Audit, endpoint: Endpoint): readonly string[] {
  return [
    `    npx upline audit --rpc ${urlOf(endpoint)} \\`,
    `      --programme ${programme} \\`,
    `      --block ${block.hash}`,
  ];
}

/** The audit for machines. */
export function auditToJson({ block, verdict, checks }: Audit): object {
  return {
    block: block.hash,
    verdict,
    checks: checks.map(({ check, verdict: one, summary, findings }) => ({ check, verdict: one, summary, findings })),
  };
}
