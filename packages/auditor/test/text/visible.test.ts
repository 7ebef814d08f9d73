import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import {
  Bundle,
  BundleLacks,
  EvidenceRecorder,
  ReportBuilder,
  readCheckpoint,
  reportHash,
  reportJson,
  type Source,
  statementOf,
  visible,
  writeCheckpoint,
} from "../../src/index.ts";
import { visibleJson, visibleLines } from "../../src/text/visible.ts";
import { CORE, FakeChain, someAccount } from "../helpers/fake-chain.ts";
import { FakeHistory } from "../helpers/fake-history.ts";
import { audited, TOKEN } from "../helpers/fake-report.ts";
import { told } from "../helpers/told.ts";

// C0, DEL, C1, both overrides, isolates, marks, separators, joiners, a soft hyphen, selectors, a tag, fillers.
const HOSTILE = [
  ..."\u0000\u0007\u001b\u007f\u0085\u009b\u00ad\u061c\u115f\u200b\u200e\u2028\u2029\u202a\u202d\u202e\u2066\u2069\u3164",
  ..."\ufe0f\ufeff\ue000\u{e0041}",
];

const SHOWS_NOTHING_HIDDEN = /^[\P{C}]*$/u;

describe("texts of others", () => {
  it("show every character that is hidden, or turns text around, and leave the others", () => {
    for (const character of HOSTILE) {
      const code = (character.codePointAt(0) ?? 0).toString(16);
      expect(visible(`a${character}b`)).to.equal(`a\\u{${code}}b`);
      expect(visibleJson(JSON.stringify({ [character]: `a${character}b` })), code).to.match(/^[ -~]*$/);
    }
    const plain = "Ärger, 50 %: “šaty” – 你好, שלום, مرحبا 😀\\";
    expect([visible(plain), visibleJson(JSON.stringify(plain))]).to.deep.equal([plain, JSON.stringify(plain)]);
    expect(visibleLines("a\r\nb\u009b\nc")).to.equal("a\nb\\u{9b}\nc");
  });

  it("mean in JSON what they meant, whatever they are", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(...HOSTILE, "\\", '"', "u") }),
    );
    fc.assert(
      fc.property(texts, fc.nat(2), (text, indent) => {
        const plain = JSON.stringify({ [text]: [text] }, undefined, indent);
        const json = visibleJson(plain);
        expect(JSON.parse(json)).to.deep.equal(JSON.parse(plain));
        expect(visibleLines(json)).to.equal(json);
      }),
      { numRuns: 40 },
    );
  });

  it("are escapes in an evidence bundle and in a checkpoint, and read as they were", async () => {
    const folder = await mkdtemp(join(tmpdir(), "upline-text-"));
    const hostile = `said${HOSTILE.join("x")}`;
    const source = await FakeChain.of([someAccount(3)], []);
    source.code = () => Promise.reject(new BundleLacks(hostile));
    const recorder = new EvidenceRecorder(join(folder, "evidence"));
    const recorded = await refusal(recorder.record(source));
    await recorder.write({ programme: CORE, block: source.block, named: true }, { plan: { document: hostile } });
    expect((await readFile(join(folder, "evidence"), "utf8")).split("\n").join("")).to.match(SHOWS_NOTHING_HIDDEN);
    const bundle = await Bundle.open(join(folder, "evidence"));
    expect(bundle.attachments.get("plan")).to.deep.equal({ document: hostile });
    expect(await refusal(bundle.source())).to.equal(recorded);
    await bundle.close();
    await rm(folder, { recursive: true });

    const place = { chainId: 1n, core: CORE, block: source.block, number: 1n };
    const written = writeCheckpoint(told([]), place, new Map([["plan", hostile]]));
    expect(written.trimEnd()).to.match(SHOWS_NOTHING_HIDDEN);
    expect(readCheckpoint(written).attachments.get("plan")).to.equal(hostile);

    function refusal(of: Source): Promise<string> {
      return of.code(source.block, CORE).catch((error: Error) => error.message);
    }
  });

  it("are shown in the canonical report, whose hash is the one of the parsed report", () => {
    const builder = new ReportBuilder();
    const document = `a plan${HOSTILE.join("x")}`;
    new FakeHistory(builder).begin({}, document);
    const report = builder.finish(audited(undefined, { ...TOKEN, symbol: "t\u202eDSU\u009b2J" }), []);
    const json = reportJson(report);
    expect(json).to.match(SHOWS_NOTHING_HIDDEN);
    const parsed = JSON.parse(json) as { audited: typeof report.audited; plans: typeof report.plans };
    expect([parsed.audited.token.symbol, parsed.plans[0]?.document]).to.deep.equal(["t\u202eDSU\u009b2J", document]);
    expect(statementOf(parsed, TOKEN.address).statement.report).to.equal(reportHash(report));
  });
});
