import { ExportSource, FilePages, RpcSource, type Source } from "../../../../auditor/src/index.ts";
import { wrongUsage } from "./ending.ts";
import type { SourceOptions } from "./options.ts";

/** The source that the options name, and the programme. Ends with wrong usage where one is missing. */
export function openSource(options: SourceOptions): { readonly source: Source; readonly programme: string } {
  const { rpc, programme, events, resume, second } = options;
  if (rpc === undefined) wrongUsage("name an endpoint: --rpc <url>");
  // Its agreement with itself would stand in the report as that of a second source.
  if (second !== undefined && new URL(second).href === new URL(rpc).href)
    wrongUsage("--second is the endpoint of --rpc");
  if (programme === undefined) wrongUsage("name the programme's core: --programme <address>");
  const endpoint = new RpcSource(rpc, {}, resume === undefined ? undefined : new FilePages(resume));
  return { source: events === undefined ? endpoint : new ExportSource(events, endpoint, programme), programme };
}
