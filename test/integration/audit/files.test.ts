import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  audit as auditWhole,
  Bundle,
  type CheckResult,
  checkBlock,
  checkState,
  EvidenceRecorder,
  ExportSource,
  FilePages,
  overall,
  ProvenState,
  type RawEntry,
  RpcSource,
  type Source,
  SourceFault,
  writeExport,
} from "../../../packages/auditor/src/index.ts";
import { distributorSlot, replay } from "../../../packages/protocol/src/index.ts";
import { type Audited, openAudited } from "../../helpers/audited.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { Endpoint } from "../../helpers/endpoint.ts";
import { Random } from "../../helpers/random.ts";

// What an audit reads and writes beside an endpoint
// - a bundle repeats an audit offline, failures included, and is the same for the same input, byte by byte
// - an export, as JSON lines or CSV, gives the events; everything else comes from an endpoint
// - an interrupted fetch goes on where it stopped

const HASTY = { attempts: 2, pauseMilliseconds: 1, milliseconds: 2_000 };

describe("the files of an audit", () => {
  let audited: Audited;
  let endpoint: Endpoint;
  let folder: string;

  before(async function () {
    leaveOutUnderCoverage(this);
    audited = await openAudited();
    endpoint = await Endpoint.before(audited.url);
  });

  beforeEach(async () => {
    endpoint.reset();
    folder = await mkdtemp(join(tmpdir(), "upline-audit-"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  after(async () => {
    endpoint.down();
    await audited.chain.close();
  });

  const rpc = (limits = {}) => new RpcSource(endpoint.url, { ...HASTY, ...limits });
  const path = (name: string) => join(folder, name);
  const exported = (name: string) => new ExportSource(path(name), rpc(), audited.market.address);

  async function entriesOf(source: Source, from = 0n): Promise<RawEntry[]> {
    const found: RawEntry[] = [];
    for await (const page of source.entries(audited.block, audited.market.address, from)) found.push(...page);
    return found;
  }

  /** What an audit reads, in short: everything that a source can be asked. */
  async function audit(source: Source, second?: Source) {
    const { block, market, line } = audited;
    const results: CheckResult[] = [];
    const { result, header } = await checkBlock(source, { hash: block, named: true }, second);
    results.push(result);
    const state = new ProvenState(source, header!);
    results.push((await checkState(state, market.address)).result);
    const words = await state
      .storage(
        market.address,
        line.map(({ id }) => distributorSlot(id)),
      )
      .catch((error: Error) => error.message);
    const code = await state.code(market.address).catch((error: Error) => error.message);
    const call = await source.call(block, market.address, market.core.interface.encodeFunctionData("lastProduct"));
    const entries = await entriesOf(source).catch((error: Error) => error.message);
    return { results, words, code, call, entries, newest: await source.newest() };
  }

  async function recorded(name: string, withSecond = false) {
    const recorder = new EvidenceRecorder(path(name));
    const source = recorder.record(rpc());
    const seen = await audit(source, withSecond ? recorder.record(new RpcSource(audited.url)) : undefined);
    const head = { programme: audited.market.address, block: audited.block, named: true };
    await recorder.write(head, { report: { results: [] }, plan: { levels: 3 } });
    return seen;
  }

  describe("a bundle", () => {
    it("repeats an audit offline, a second source's answers included", async () => {
      const seen = await recorded("evidence", true);
      const asked = endpoint.asked.length;
      const bundle = await Bundle.open(path("evidence"));
      expect(await audit(bundle.source(), bundle.source(1))).to.deep.equal(seen);
      expect(seen.results.map(({ verdict }) => verdict)).to.deep.equal(["verified", "verified"]);
      expect(seen.entries.length).to.be.greaterThan(20);
      expect(endpoint.asked.length).to.equal(asked);
      expect(bundle.head).to.include({ block: audited.block, named: true, sources: 2 });
      expect(bundle.attachments.get("plan")).to.deep.equal({ levels: 3 });
      await bundle.close();
    });

    it("repeats a whole audit, and altered in any line and sealed anew it proves nothing else", async () => {
      const { market, block } = audited;
      const options = { programme: market.address, block };
      const whole = async (source: Source) => (await auditWhole(source, options)).checks;
      const recorder = new EvidenceRecorder(path("evidence"));
      const seen = await whole(recorder.record(rpc()));
      await recorder.write({ programme: market.address, block, named: true });
      const again = async () => {
        const bundle = await Bundle.open(path("evidence"));
        return whole(bundle.source()).finally(() => bundle.close());
      };
      expect(await again()).to.deep.equal(seen);
      expect(overall(seen)).to.equal("verified");

      const lines = (await readFile(path("evidence"), "utf8")).trimEnd().split("\n").slice(1, -1);
      const [head = ""] = (await readFile(path("evidence"), "utf8")).split("\n");
      const random = new Random(11);
      for (let i = 0; i < 25; i++) {
        const at = random.below(lines.length);
        const altered = [head, ...lines.with(at, otherDigit(lines[at] ?? "", random))];
        await writeFile(path("evidence"), sealed(altered));
        const results = await again().catch((error: unknown) => {
          if (!(error instanceof SourceFault)) throw error;
        });
        if (!results || overall(results) !== "verified") continue;
        expect(results.filter(isProven), `line ${at + 2}`).to.deep.equal(seen.filter(isProven));
      }
    });

    it("is the same for the same input, byte by byte, whatever was asked first and in which pages", async () => {
      await recorded("one");
      const recorder = new EvidenceRecorder(path("two"));
      const source = recorder.record(rpc({ blocks: 3n }));
      await entriesOf(source);
      await source.code(audited.block, audited.market.address);
      await audit(source);
      await audit(source);
      const head = { programme: audited.market.address, block: audited.block, named: true };
      await recorder.write(head, { plan: { levels: 3 }, report: { results: [] } });
      expect((await readFile(path("two"))).equals(await readFile(path("one")))).to.equal(true);
      expect((await readdir(folder)).sort()).to.deep.equal(["one", "two"]);
    });

    it("repeats what the source refused, and events that ended in a failure", async () => {
      endpoint.refuse = ({ method, params }) =>
        method === "eth_getProof" || (method === "eth_getLogs" && !JSON.stringify(params).includes('"0x0"'))
          ? { code: -32_000, message: "missing trie node" }
          : undefined;
      endpoint.change = ({ method, params }, result) => {
        const [filter] = params as [{ toBlock?: string }];
        return method === "eth_getLogs" && BigInt(filter.toBlock ?? 0) > 20n ? new Error("too many") : result;
      };
      const seen = await recorded("evidence");
      const bundle = await Bundle.open(path("evidence"));
      expect(await audit(bundle.source())).to.deep.equal(seen);
      expect(seen.results[1]?.findings[0]?.code).to.equal("state-unavailable");
      expect(seen.entries).to.include("eth_getLogs");
      await bundle.close();
    });

    it("says what it lacks", async () => {
      await recorded("evidence");
      const bundle = await Bundle.open(path("evidence"));
      const source = bundle.source();
      const error = await source.code(audited.block, ZeroAddress).catch((thrown: Error) => thrown);
      expect(error).to.include({ name: "BundleLacks", code: "bundle-lacks", verdict: "unproved" });
      expect(await entriesOf(source, 7n).catch((thrown: Error) => thrown.name)).to.equal("BundleLacks");
      await bundle.close();
    });

    it("that could not be written leaves what was there, and nothing else", async () => {
      await recorded("evidence");
      const before = await readFile(path("evidence"));
      const recorder = new EvidenceRecorder(path("evidence"));
      await entriesOf(recorder.record(rpc()));
      const head = { programme: audited.market.address, block: audited.block, named: true };
      const failure = await recorder.write(head, { report: 1n }).catch((error: Error) => error);
      expect(failure).to.be.instanceOf(TypeError);
      expect(await readdir(folder)).to.deep.equal(["evidence"]);
      expect((await readFile(path("evidence"))).equals(before)).to.equal(true);
    });

    it("gives as many events as were read when it was recorded, and then says so", async () => {
      const recorder = new EvidenceRecorder(path("evidence"));
      const source = recorder.record(rpc({ blocks: 20n }));
      const read: RawEntry[] = [];
      for await (const page of source.entries(audited.block, audited.market.address, 0n)) {
        read.push(...page);
        break;
      }
      await recorder.write({ programme: audited.market.address, block: audited.block, named: true });
      const bundle = await Bundle.open(path("evidence"));
      const again: RawEntry[] = [];
      const failure = await (async () => {
        for await (const page of bundle.source().entries(audited.block, audited.market.address, 0n))
          again.push(...page);
      })().catch((error: Error) => error);
      expect(again).to.deep.equal(read);
      expect(failure).to.be.instanceOf(Error).with.property("name", "FileMalformed");
      await bundle.close();
    });
  });

  describe("an export", () => {
    const head = () => audited.market.core.journalHead();

    it("gives the events of JSON lines, those after the block left out", async () => {
      const count = await writeExport(path("events.jsonl"), rpc(), audited.block, audited.market.address);
      const all = await entriesOf(rpc());
      expect(count).to.equal(all.length);
      const later = JSON.stringify({ ...json(all.at(-1)!), block: (audited.number + 1n).toString() });
      await writeFile(path("events.jsonl"), `${await readFile(path("events.jsonl"), "utf8")}${later}\n`);
      endpoint.refuse = ({ method }) => (method === "eth_getLogs" ? { code: 1, message: "no logs here" } : undefined);
      const entries = await entriesOf(exported("events.jsonl"));
      expect(replay(entries, 31_337n, audited.market.address)).to.equal(await head());
    });

    it("gives the events of CSV", async () => {
      const all = await entriesOf(rpc());
      const rows = all.map(({ address, topics, data, timestamp, block, transaction, index }) =>
        [timestamp, block, index, transaction, address, ...[0, 1, 2, 3].map((i) => topics[i] ?? ""), data].join(),
      );
      const columns = "timestamp,block,index,transaction,address,topic0,topic1,topic2,topic3,data";
      await writeFile(path("events.csv"), `${[columns, ...rows].join("\r\n")}\r\n`);
      expect(await entriesOf(exported("events.csv"))).to.deep.equal(all);
      const from = all[10]!.block;
      expect(await entriesOf(exported("events.csv"), from)).to.deep.equal(all.filter(({ block }) => block >= from));
    });

    it("leaves other contracts' events to the endpoint", async () => {
      await writeFile(path("empty"), "");
      const token = await audited.market.token.getAddress();
      const found: RawEntry[] = [];
      for await (const page of exported("empty").entries(audited.block, token, 0n)) found.push(...page);
      expect(found.length).to.be.greaterThan(5);
      expect(await entriesOf(exported("empty"))).to.deep.equal([]);
    });

    it("that is none is refused with the line", async () => {
      const [first] = await entriesOf(rpc());
      const bad = {
        "no column of that name": "address,data\n",
        "a cell too many": "timestamp,block,index,transaction,address,topic0,data\n1,2,3,4,5,6,7,8\n",
        "no JSON": "{\n",
        "a negative time": `${JSON.stringify({ ...json(first!), timestamp: "-1" })}\n`,
        "half a byte": `${JSON.stringify({ ...json(first!), data: "0x0" })}\n`,
        "five topics": `${JSON.stringify({ ...json(first!), topics: Array(5).fill(first!.topics[0]) })}\n`,
        "no end": JSON.stringify(json(first!)),
      };
      for (const [name, text] of Object.entries(bad)) {
        await writeFile(path("bad"), text);
        const error = await entriesOf(exported("bad")).catch((thrown: Error) => thrown);
        expect(error, name).to.include({ name: "FileMalformed", verdict: "unproved" });
        expect((error as Error).message, name).to.match(/line [12]:/);
      }
    });
  });

  it("an interrupted fetch goes on where it stopped", async () => {
    const all = await entriesOf(rpc());
    const pages = () => new FilePages(path("pages"));
    const limits = { ...HASTY, blocks: 5n };
    endpoint.refuse = ({ params }) =>
      BigInt((params[0] as { toBlock?: string } | undefined)?.toBlock ?? 0) > 22n
        ? { code: 1, message: "down" }
        : undefined;
    expect(await entriesOf(new RpcSource(endpoint.url, limits, pages())).catch(() => "stopped")).to.equal("stopped");
    // What was being written when it stopped.
    const [name] = await readdir(path("pages"));
    const kept = await readFile(join(path("pages"), name!), "utf8");
    await writeFile(join(path("pages"), name!), `${kept}${JSON.stringify(json(all[0]!))}\n{"addr`);
    endpoint.reset();
    expect(await entriesOf(new RpcSource(endpoint.url, limits, pages()))).to.deep.equal(all);
    const asked = endpoint.asked.filter(({ method }) => method === "eth_getLogs");
    expect(asked[0]?.params).to.deep.include.members([
      { address: audited.market.address.toLowerCase(), fromBlock: "0x17", toBlock: "0x1b" },
    ]);
    endpoint.reset();
    expect(await entriesOf(new RpcSource(endpoint.url, limits, pages()))).to.deep.equal(all);
    expect(endpoint.asked.filter(({ method }) => method === "eth_getLogs")).to.have.lengthOf(0);
  });
});

/** The checks whose every word is proven; the others also list what the source reports. */
const isProven = ({ check }: CheckResult) => ["block", "state", "journal", "amounts", "storage"].includes(check);

function otherDigit(line: string, random: Random): string {
  const at = random.pick([...line.matchAll(/(?<=0x[0-9a-f]*)[0-9a-f]/g)].map(({ index }) => index));
  const other = ((Number.parseInt(line.charAt(at), 16) + random.between(1, 15)) % 16).toString(16);
  return `${line.slice(0, at)}${other}${line.slice(at + 1)}`;
}

/** The lines of a bundle with an end that names them. */
function sealed(lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join("");
  const sha256 = createHash("sha256").update(text).digest("hex");
  return `${text}${JSON.stringify({ end: lines.length, sha256 })}\n`;
}

const json = ({ timestamp, block, ...rest }: RawEntry) => ({
  ...rest,
  timestamp: timestamp.toString(),
  block: block.toString(),
});
