import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Bundle, type BundleLimits } from "../../src/bundle/bundle.ts";
import { EvidenceRecorder } from "../../src/bundle/recorder.ts";
import { SourceFault } from "../../src/chain/fault.ts";
import { proveHeader } from "../../src/chain/header.ts";
import type { RawEntry } from "../../src/chain/source.ts";
import { ProvenState } from "../../src/proofs/state.ts";
import { CORE, FakeChain, someAccount, someEvents, word } from "../helpers/fake-chain.ts";

const SLOTS = [1n, 2n, 3n, 900n].map(word);
const EVENTS = someEvents(11);

/** Lines with an end that names them. */
function sealed(lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join("");
  const sha256 = createHash("sha256").update(text).digest("hex");
  return `${text}${JSON.stringify({ end: lines.length, sha256 })}\n`;
}

describe("a bundle from somebody else", () => {
  let folder: string;
  let chain: FakeChain;
  /** All lines but the end. */
  let lines: string[];
  let whole: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "upline-bundle-"));
    chain = await FakeChain.of([someAccount(30)], EVENTS);
    const recorder = new EvidenceRecorder(join(folder, "honest"));
    const source = recorder.record(chain);
    const state = new ProvenState(source, proveHeader(chain.block, await source.header(chain.block)));
    await state.storage(CORE, SLOTS);
    await state.code(CORE);
    for await (const _ of source.entries(chain.block, CORE, 0n));
    await recorder.write({ programme: CORE, block: chain.block, named: true }, { report: { verdict: "verified" } });
    whole = await readFile(join(folder, "honest"), "utf8");
    lines = whole.trimEnd().split("\n").slice(0, -1);
  });

  after(() => rm(folder, { recursive: true }));

  /** All that is in a bundle. @returns The fault that it was refused with, or that reading it gave. */
  async function read(text: string | Uint8Array, limits: Partial<BundleLimits> = {}): Promise<SourceFault | undefined> {
    await writeFile(join(folder, "given"), text);
    return opened(join(folder, "given"), limits);
  }

  async function opened(path: string, limits: Partial<BundleLimits> = {}): Promise<SourceFault | undefined> {
    let bundle: Bundle | undefined;
    try {
      bundle = await Bundle.open(path, limits);
      await readAll(bundle);
      return undefined;
    } catch (error) {
      if (error instanceof SourceFault) return error;
      throw error;
    } finally {
      await bundle?.close();
    }
  }

  async function readAll(bundle: Bundle): Promise<void> {
    const source = bundle.source();
    const state = new ProvenState(source, proveHeader(chain.block, await source.header(chain.block)));
    expect(await state.storage(CORE, SLOTS)).to.deep.equal([1n, 4n, 9n, 0n]);
    expect(await state.code(CORE)).to.equal("0x6001");
    const events: RawEntry[] = [];
    for await (const page of source.entries(chain.block, CORE, 0n)) events.push(...page);
    if (JSON.stringify(events, texts) !== JSON.stringify(EVENTS, texts)) throw new OtherEvents();
  }

  const kind = (name: string) => lines.findIndex((line) => line.startsWith(`{"${name}"`));
  const replaced = (at: number, change: (line: string) => string) =>
    sealed(lines.map((line, i) => (i === at ? change(line) : line)));

  it("that is honest is read whole", async () => {
    expect(sealed(lines)).to.equal(whole);
    expect(await read(whole)).to.equal(undefined);
  });

  it("that was cut off anywhere is refused", async () => {
    for (const at of [
      0,
      1,
      whole.length - 1,
      ...Array.from({ length: 40 }, (_, i) => Math.floor((whole.length * i) / 40)),
    ]) {
      expect((await read(whole.slice(0, at)))?.code, `${at} bytes`).to.equal("file-malformed");
    }
  });

  it("that lacks a line, has one twice or two in each other's place is refused", async () => {
    for (const at of lines.keys()) {
      const all = [...lines, whole.trimEnd().split("\n").at(-1)!];
      for (const changed of [
        all.toSpliced(at, 1),
        all.toSpliced(at, 0, all[at]!),
        all.toSpliced(at, 2, all[at + 1]!, all[at]!),
      ]) {
        expect((await read(`${changed.join("\n")}\n`))?.code, `line ${at}`).to.equal("file-malformed");
      }
    }
  });

  it("that was altered in any line, and sealed anew, is refused or proves nothing else", async () => {
    // The head says what was audited; attachments and where events lie are not proved by anything.
    for (const [at, line] of lines.entries()) {
      if (at === 0 || line.startsWith('{"attachment"')) continue;
      const digits = line.replace(/"(block|transaction|index)":[^,}]*/g, (text) => "x".repeat(text.length));
      const digit = [...digits.matchAll(/[0-9a-f](?=[0-9a-f"])/g)].at(-1)?.index ?? 0;
      const other = line[digit] === "1" ? "2" : "1";
      const fault = await read(replaced(at, (text) => `${text.slice(0, digit)}${other}${text.slice(digit + 1)}`));
      expect(fault, `line ${at + 1}: ${line.slice(0, 120)}`).to.be.instanceOf(SourceFault);
    }
  });

  it("of other types is refused, and names the line", async () => {
    const [head, node, answer, attachment, section] = [
      0,
      kind("node"),
      kind("answer"),
      kind("attachment"),
      kind("entries"),
    ];
    const event = section + 1;
    const bad: Record<string, readonly [at: number, line: string]> = {
      "another format": [head, lines[0]!.replace("upline-evidence", "zip")],
      "a later version": [head, lines[0]!.replace('"version":2', '"version":3')],
      "a version that there never was": [head, lines[0]!.replace('"version":2', '"version":0')],
      "no version": [head, lines[0]!.replace('"version":2,', "")],
      "no programme": [head, lines[0]!.replace(/"programme":"[^"]*"/, '"programme":"../../x"')],
      "a block that is none": [head, lines[0]!.replace(/"block":"[^"]*"/, '"block":7')],
      "sources without end": [head, lines[0]!.replace(/"sources":1/, '"sources":1e99')],
      "a node that is no hex": [node, '{"node":"zz"}'],
      "a node that is a list": [node, '{"node":[]}'],
      "an answer to nothing": [answer, '{"answer":[],"is":"0x"}'],
      "an answer to another question": [answer, '{"answer":[0,"constructor"],"is":"0x"}'],
      "an answer of another shape": [answer, '{"answer":[0,"chainId"],"is":{"a":1}}'],
      "a failure of another shape": [answer, '{"answer":[0,"chainId"],"failed":{"name":1}}'],
      "a failure with a good verdict": [
        answer,
        '{"answer":[0,"chainId"],"failed":{"name":"a","code":"a","verdict":"verified","message":"a","values":{},"advice":"a"}}',
      ],
      "a path for a name": [attachment, '{"attachment":"../../etc/passwd","is":1}'],
      "an absolute path for a name": [attachment, '{"attachment":"/etc/passwd","is":1}'],
      "a name that objects have": [attachment, '{"attachment":"__proto__","is":1}'],
      "more events than there are": [section, lines[section]!.replace('"count":11', '"count":12')],
      "fewer events than there are": [section, lines[section]!.replace('"count":11', '"count":10')],
      "events without number": [section, lines[section]!.replace('"count":11', '"count":9007199254740993')],
      "a negative number of events": [section, lines[section]!.replace('"count":11', '"count":-1')],
      "an event that is none": [event, '{"address":"0x"}'],
      "an event with a negative time": [event, lines[event]!.replace(/"timestamp":"\d+"/, '"timestamp":"-1"')],
      "nothing that a bundle has": [event - 1, '{"execute":"rm -rf"}'],
      "a list": [node, "[]"],
      null: [node, "null"],
      "nesting without end": [node, `{"node":${"[".repeat(100_000)}`],
    };
    for (const [name, [at, line]] of Object.entries(bad)) {
      const fault = await read(replaced(at, () => line));
      expect(fault?.code, name).to.equal("file-malformed");
      expect(fault?.message, name).to.match(/line \d+/);
    }
  });

  it("of an earlier version is read, and says what it lacks", async () => {
    expect(await read(replaced(0, (line) => line.replace('"version":2', '"version":1')))).to.equal(undefined);
    const bundle = await Bundle.open(join(folder, "given"));
    expect([bundle.head.version, bundle.lacks]).to.deep.equal([1, "transfers of the token"]);
    await bundle.close();
    const own = await Bundle.open(join(folder, "honest"));
    expect([own.head.version, own.lacks]).to.deep.equal([2, undefined]);
    await own.close();
    const later = await read(replaced(0, (line) => line.replace('"version":2', '"version":3')));
    expect(later?.message).to.include("another version than 1 and 2, which this program reads; use the program that");
  });

  it("that has a line twice, sealed anew, is refused", async () => {
    for (const name of ["answer", "attachment", "entries"]) {
      const at = kind(name);
      const last = name === "entries" ? lines.length : at + 1;
      const twice = sealed([...lines.slice(0, last), ...lines.slice(at, last), ...lines.slice(last)]);
      expect((await read(twice))?.message, name).to.include("is there twice");
    }
  });

  it("whose end names another number of lines is refused", async () => {
    const sha256 = createHash("sha256")
      .update(lines.map((line) => `${line}\n`).join(""))
      .digest("hex");
    for (const end of [lines.length + 1, lines.length - 1, -1, null, "7"]) {
      const text = [...lines, JSON.stringify({ end, sha256 })].map((line) => `${line}\n`).join("");
      expect((await read(text))?.message, String(end)).to.include("lines before its end");
    }
  });

  it("that lacks events says how many", async () => {
    const fewer = sealed(lines.slice(0, -2));
    expect((await read(fewer))?.message).to.include("2 events are missing");
  });

  it("whose proofs name nodes that are not there is refused", async () => {
    const at = lines.findIndex((line) => line.includes('"proof"'));
    for (const number of ["99999", "-1", "1.5", '"0"', "null"]) {
      const fault = await read(
        replaced(at, (line) => line.replace(/"accountProof":\[\d+/, `"accountProof":[${number}`)),
      );
      expect(fault, number).to.be.instanceOf(SourceFault);
    }
  });

  it("that is larger than it may be is refused before it is read", async () => {
    expect((await read(whole, { line: 100 }))?.message).to.include("too long");
    expect((await read(whole, { kept: 100 }))?.message).to.include("more than 100 bytes");
    expect((await read("x".repeat(3_000_000), { line: 1_000_000 }))?.message).to.include("too long");
  });

  it("that goes on after its end is refused", async () => {
    expect((await read(`${whole}{"node":"0x00"}\n`))?.message).to.include("after the end");
    expect((await read(`${whole}${whole}`))?.code).to.equal("file-malformed");
    expect((await read(`${whole}x`))?.code).to.equal("file-malformed");
  });

  it("that is no text is refused", async () => {
    expect((await read(new Uint8Array([0xff, 0xfe, 0x0a])))?.message).to.include("no UTF-8");
    expect((await read(`\uFEFF${whole}`))?.code).to.equal("file-malformed");
    expect((await read(""))?.code).to.equal("file-malformed");
    expect((await read(whole.replaceAll("\n", "\r\n")))?.code).to.equal("file-malformed");
  });

  it("that is no plain file is refused, and not waited for", async () => {
    const path = (name: string) => join(folder, name);
    await mkdir(path("folder"), { recursive: true });
    await symlink("/dev/zero", path("zeros"));
    execFileSync("mkfifo", [path("pipe")]);
    for (const name of ["folder", "zeros", "pipe", "missing"]) {
      expect((await opened(path(name)))?.code, name).to.equal("file-malformed");
    }
  });

  it("is never written to, nor beside", async () => {
    const before = await readdir(folder);
    await opened(join(folder, "honest"));
    expect(await readdir(folder)).to.deep.equal(before);
    expect(await readFile(join(folder, "honest"), "utf8")).to.equal(whole);
  });
});

/** Events that the journal would not have. */
class OtherEvents extends SourceFault {
  override readonly name = "OtherEvents";
  override readonly code = "other-events";
  override readonly verdict = "mismatch";

  constructor() {
    super("these are other events", {}, "");
  }
}

const texts = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
