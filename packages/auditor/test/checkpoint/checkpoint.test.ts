import { expect } from "chai";
import fc from "fast-check";
import { keccakOfText } from "../../../engine/src/index.ts";
import {
  CheckpointInvalid,
  CheckpointTooLarge,
  CheckpointUnverified,
  checkAmounts,
  checkJournal,
  readCheckpoint,
  writeCheckpoint,
} from "../../src/index.ts";
import { Invention } from "../helpers/invention.ts";
import { CHAIN_ID, CORE, JournalWriter } from "../helpers/journal-writer.ts";
import { HYBRID } from "../helpers/rules.ts";
import { rootOf, told } from "../helpers/told.ts";

const PLACE = { chainId: CHAIN_ID, core: CORE, block: `0x${"ab".repeat(32)}`, number: 77n };

describe("a checkpoint", () => {
  const invention = new Invention({ seed: 8, people: 30, sales: 300, periods: 3, rule: HYBRID });
  const entries = [...invention.entries()];
  const whole = told(entries);

  it("gives the same verdict, evidence and state from any entry on as from the start", () => {
    for (const at of [0, 1, 2, 40, 200, entries.length - 1, entries.length]) {
      const written = writeCheckpoint(told(entries.slice(0, at)), PLACE);
      const { place, start } = readCheckpoint(written);
      expect(place).to.deep.equal(PLACE);
      const history = told(entries.slice(at), { from: start });
      expect(checkJournal(history, invention.head), `from ${at}`).to.deep.equal(checkJournal(whole, invention.head));
      expect(checkAmounts(history, true)).to.deep.equal(checkAmounts(whole, true));
      expect(rootOf(history)).to.equal(rootOf(whole));
      expect(history.state.owed).to.equal(whole.state.owed);
      expect(writeCheckpoint(history, PLACE)).to.equal(writeCheckpoint(whole, PLACE));
    }
  });

  it("tells an observer of a sale that was placed before it as if it had seen it", () => {
    const seen = (from: number) => {
      const told_: unknown[] = [];
      const observer = { settled: (...args: unknown[]) => told_.push(args) };
      const start =
        from === 0 ? {} : { from: readCheckpoint(writeCheckpoint(told(entries.slice(0, from)), PLACE)).start };
      told(entries.slice(from), { observers: [observer], ...start });
      return told_;
    };
    const after = seen(200);
    expect(after.length).to.be.above(5);
    expect(after).to.deep.equal(seen(0).slice(-after.length));
  });

  it("keeps what observers want to keep", () => {
    const attachments = new Map([["powers", { uses: [1, 2] }]]);
    expect(readCheckpoint(writeCheckpoint(whole, PLACE, attachments)).attachments).to.deep.equal(attachments);
  });

  /** The text with another hash, as somebody would who alters it on purpose. */
  function sealed(body: string): string {
    return `${body.slice(0, -1)},"hash":"${keccakOfText(body)}"}\n`;
  }

  const written = writeCheckpoint(told(entries.slice(0, 200)), PLACE);
  const body = `${written.slice(0, written.lastIndexOf(',"hash"'))}}`;

  it("that was damaged anywhere cannot be read", () => {
    expect(sealed(body)).to.equal(written);
    fc.assert(
      fc.property(fc.nat(written.length - 1), (at) => {
        const damaged = `${written.slice(0, at)}${written[at] === "7" ? "8" : "7"}${written.slice(at + 1)}`;
        expect(() => readCheckpoint(damaged)).to.throw(CheckpointInvalid);
        expect(() => readCheckpoint(written.slice(0, at))).to.throw(CheckpointInvalid);
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it("that gives somebody another balance does not verify, though its hash is right", () => {
    const { state, head } = whole;
    const place = body.indexOf('"balance":["') + 12;
    const altered = readCheckpoint(sealed(`${body.slice(0, place)}1${body.slice(place)}`));
    const history = told(entries.slice(200), { from: altered.start });
    expect(history.head).to.equal(head);
    expect(history.state.owed).not.to.equal(state.owed);
    expect(rootOf(history)).not.to.equal(rootOf(whole));
  });

  it("whose sale in escrow was altered cannot be read, though its hash is right", () => {
    const [, data = ""] = /"open":.*?\\"data\\":\\"(0x[0-9a-f]+)/.exec(body) ?? [];
    const altered = body.replace(data, `${data.slice(0, 400)}${data[400] === "1" ? "2" : "1"}${data.slice(401)}`);
    expect(altered).not.to.equal(body);
    expect(() => readCheckpoint(sealed(altered))).to.throw(CheckpointInvalid, "sale in escrow");
  });

  it("that gives the company a standing cannot be read", () => {
    const altered = body.replace('"sponsor":[0,', '"sponsor":[1,');
    expect(() => readCheckpoint(sealed(altered))).to.throw(CheckpointInvalid, "company");
  });

  it("is not written of a history that has findings", () => {
    const writer = new JournalWriter(1n);
    const broken = told([writer.words("Paid", [9n, CORE], [1n])]);
    expect(() => writeCheckpoint(broken, PLACE)).to.throw(CheckpointUnverified);
  });

  it("is not written where no text can be so long", () => {
    const endless = {
      toJSON: () => "x".repeat(2 ** 30),
    };
    expect(() => writeCheckpoint(whole, PLACE, new Map([["report", endless]]))).to.throw(CheckpointTooLarge);
  });

  for (const [what, text] of [
    ["empty", ""],
    ["no JSON", sealed("{x}")],
    ["a list", sealed("[1]")],
    ["of another format", sealed('{"format":1}')],
    ["without numbers", sealed('{"format":2,"chainId":"x"}')],
  ] as const) {
    it(`that is ${what} cannot be read`, () => {
      expect(() => readCheckpoint(text)).to.throw(CheckpointInvalid);
    });
  }
});
