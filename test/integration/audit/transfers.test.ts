import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  type AuditReport,
  auditWithReport,
  Bundle,
  EvidenceRecorder,
  ExportSource,
  RpcSource,
  reportJson,
  type Source,
  writeExport,
} from "../../../packages/auditor/src/index.ts";
import { type Audited, openAudited } from "../../helpers/audited.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { Endpoint } from "../../helpers/endpoint.ts";
import type { Member } from "../../helpers/market.ts";

// The token's own transfers, read from a chain
// - what came in beside sales, and what a seller sent to his customer, are in the report
// - whatever an endpoint says of them, or does not, changes no verdict

const LIMITS = { attempts: 2, pauseMilliseconds: 1, milliseconds: 5_000 };

describe("the token's transfers in an audit", () => {
  let audited: Audited;
  let endpoint: Endpoint;
  let block: string;
  let folder: string;

  before(async function () {
    leaveOutUnderCoverage(this);
    audited = await openAudited();
    const { market, line } = audited;
    const seller = (line[4] as Member).wallet;
    await market.fund(seller, 50n);
    await market.token.connect(seller).transfer(market.customer, 7n);
    await market.token.connect(seller).transfer(market.address, 5n);
    await market.token.connect(seller).transfer(market.address, 6n);
    block = (await market.ethers.provider.getBlock("latest"))?.hash ?? "";
    endpoint = await Endpoint.before(audited.url);
    folder = await mkdtemp(join(tmpdir(), "upline-transfers-"));
  });

  beforeEach(() => endpoint.reset());

  after(async () => {
    endpoint.down();
    await rm(folder, { recursive: true });
    await audited.chain.close();
  });

  const rpc = () => new RpcSource(endpoint.url, LIMITS);
  const reported = async (source: Source) =>
    (await auditWithReport(source, { programme: audited.market.address, block })).report;
  const pattern = ({ patterns }: AuditReport, code: string) => patterns.find((one) => one.code === code);
  const isOfToken = ({ params }: { readonly params: readonly unknown[] }) => "topics" in (params[0] as object);

  it("are in the report: strays one by one beside the proven sum, and money to a customer", async () => {
    const report = await reported(rpc());
    expect(report.verdict).to.equal("verified");
    const stray = pattern(report, "stray-transfers");
    expect(stray?.figures.map(({ value }) => value)).to.deep.equal([11n, 11n, 2]);
    expect(stray?.rows.map(([, , amount]) => amount)).to.deep.equal([6n, 5n]);
    const funded = pattern(report, "funded-customers");
    expect(funded?.figures.find(({ name }) => name === "customersFunded")?.value).to.equal(1);
    expect(funded?.rows.map((row) => row.at(-1))).to.include(7n);
  });

  it("are the same from an endpoint that gives few blocks at once, and from the evidence", async () => {
    endpoint.refuse = ({ method, params }) => {
      if (method !== "eth_getLogs") return undefined;
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
      return BigInt(toBlock) - BigInt(fromBlock) > 20n ? { code: -32005, message: "range too large" } : undefined;
    };
    const file = join(folder, "evidence");
    const recorder = new EvidenceRecorder(file);
    const recorded = await reported(recorder.record(rpc()));
    await recorder.write({ programme: audited.market.address, block, named: true });
    endpoint.reset();
    const bundle = await Bundle.open(file);
    const repeated = await reported(bundle.source()).finally(() => bundle.close());
    expect(reportJson(repeated)).to.equal(reportJson(recorded));
    expect(reportJson(await reported(rpc()))).to.equal(reportJson(recorded));
    expect(endpoint.asked.some((asked) => asked.method === "eth_getLogs" && isOfToken(asked))).to.equal(true);
  });

  it("that an endpoint refuses or invents are a note, in the evidence too, and change no verdict", async () => {
    const file = join(folder, "refused");
    const recorder = new EvidenceRecorder(file);
    endpoint.refuse = (asked) =>
      asked.method === "eth_getLogs" && isOfToken(asked) ? { code: -32601, message: "not here" } : undefined;
    const refused = await reported(recorder.record(rpc()));
    await recorder.write({ programme: audited.market.address, block, named: true });
    expect(refused.verdict).to.equal("verified");
    expect(refused.notes.filter((note) => note.includes("not here"))).to.have.length(2);
    expect(pattern(refused, "stray-transfers")).to.equal(undefined);
    const bundle = await Bundle.open(file);
    const repeated = await reported(bundle.source()).finally(() => bundle.close());
    expect(reportJson(repeated)).to.equal(reportJson(refused));

    endpoint.reset();
    endpoint.change = (asked, result) =>
      asked.method === "eth_getLogs" && isOfToken(asked)
        ? (result as { readonly topics: readonly string[] }[]).map((log) => ({
            ...log,
            topics: log.topics.slice(0, 2),
          }))
        : result;
    const invented = await reported(rpc());
    expect(invented.verdict).to.equal("verified");
    expect(invented.notes.join()).to.include("no transfer that was asked for");
  });

  it("are not to be had from an export of events", async () => {
    const file = join(folder, "events.jsonl");
    await writeExport(file, rpc(), block, audited.market.address);
    const report = await reported(new ExportSource(file, rpc(), audited.market.address));
    expect(report.verdict).to.equal("verified");
    expect(report.notes.filter((note) => note.includes("export of events has no transfers"))).to.have.length(2);
  });
});
