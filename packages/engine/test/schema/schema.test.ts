import { expect } from "chai";
import { describe, it } from "mocha";
import { member, Report } from "../../src/schema/report.ts";
import {
  amount,
  boolean,
  choice,
  constant,
  forPrograms,
  identifier,
  integer,
  list,
  object,
  optional,
  rate,
  reference,
  type Schema,
  text,
  usually,
  variants,
  word,
} from "../../src/schema/schema.ts";

/** What is said of a value at `$`. */
function said<T>(schema: Schema<T>, value: unknown): string[] {
  const report = new Report();
  schema.read(value, "$", report);
  return report.issues.map(({ path, severity, message }) => `${severity} ${path} ${message}`);
}

/** What a value is read as, of which nothing is said. */
function read<T>(schema: Schema<T>, value: unknown): T {
  const report = new Report();
  const result = schema.read(value, "$", report);
  expect(report.issues).to.deep.equal([]);
  return result;
}

describe("the description of a value", () => {
  it("takes numbers within their bounds, whole ones only", () => {
    const number = integer("A number.", 2, 5);
    for (const right of [2, 3, 5]) expect(read(number, right)).to.equal(right);
    for (const wrong of [1, 6, 2.5, "3", Number.NaN, null, true]) {
      expect(said(number, wrong)).to.deep.equal([
        `invalid $ is ${JSON.stringify(wrong)}; expected a whole number from 2 to 5`,
      ]);
    }
    expect(said(rate("Of the base."), 10_001)).to.deep.equal([
      "invalid $ is 10001; expected a rate in basis points (100 is 1 %), a whole number from 0 to 10000",
    ]);
    expect(read(rate("Of the base.", 20_000), 20_000)).to.equal(20_000);
    expect(rate("Of the base.").json).to.deep.equal({
      type: "integer",
      minimum: 0,
      maximum: 10_000,
      description: "Of the base. Basis points: 100 is 1 %, 10000 is 100 %.",
    });
  });

  it("takes text up to its longest, names of letters, and words that it knows", () => {
    const short = text("A text.", 3);
    expect(read(short, "abc")).to.equal("abc");
    for (const wrong of ["", "abcd", 5, undefined]) expect(said(short, wrong)).to.have.length(1);
    expect(said(short, undefined)).to.deep.equal([
      "invalid $ is missing; expected text of 1 to 3 characters, none of which controls a terminal",
    ]);
    const name = identifier("A name.");
    for (const right of ["a", "Ab-9_", `a${"b".repeat(39)}`]) expect(read(name, right)).to.equal(right);
    for (const wrong of ["", "9a", "a b", `a${"b".repeat(40)}`, 7, ["a"]]) expect(said(name, wrong)).to.have.length(1);
    const either = choice("One of two.", ["yes", "no"]);
    expect([read(either, "yes"), read(either, "no")]).to.deep.equal(["yes", "no"]);
    expect(said(either, "maybe")).to.deep.equal(['invalid $ is "maybe"; expected one of "yes", "no"']);
    expect(said(boolean("Whether."), "true")).to.deep.equal(['invalid $ is "true"; expected true or false']);
    expect([read(boolean("Whether."), true), read(boolean("Whether."), false)]).to.deep.equal([true, false]);
    expect(said(word("this"), "that")).to.deep.equal(['invalid $ is "that"; expected "this"']);
    expect(said(constant("The version.", 1), 2)).to.deep.equal(["invalid $ is 2; expected 1"]);
    expect(read(constant("The version.", 1), 1)).to.equal(1);
  });

  it("takes amounts as whole numbers or as digits, in their shortest form", () => {
    const money = amount("An amount.");
    const forms = [0, 100, "0", "99.50", "100", "0.000", "10.10", Number.MAX_SAFE_INTEGER, `${"9".repeat(30)}.5`];
    expect(forms.map((form) => read(money, form))).to.deep.equal([
      "0",
      "100",
      "0",
      "99.5",
      "100",
      "0",
      "10.1",
      `${Number.MAX_SAFE_INTEGER}`,
      `${"9".repeat(30)}.5`,
    ]);
    const wrong = [-1, 1.5, 2 ** 53, "", "1.", ".5", "01", "1e3", "-1", "1,5", "9".repeat(31), `1.${"1".repeat(19)}`];
    for (const form of wrong) {
      expect(said(money, form)).to.deep.equal([
        `invalid $ is ${JSON.stringify(form)}; expected an amount of 0 or more, like 100 or "99.50" (with a fraction: in quotes)`,
      ]);
    }
    const report = new Report();
    money.read("1.50", "$.a", report);
    money.read(7, "$.b", report);
    expect(report.references).to.deep.equal([{ kind: "amount", path: "$.a", value: "1.5" }]);
  });

  it("takes lists of so many items, and says which of them is wrong", () => {
    const items = list("Numbers.", integer("A number.", 0, 9), 1, 3);
    expect(read(items, [1, 2, 3])).to.deep.equal([1, 2, 3]);
    expect(read(items, [1])).to.deep.equal([1]);
    expect(said(items, [])).to.deep.equal(["invalid $ has 0 items; expected 1 to 3"]);
    expect(said(items, [1, 2, 3, 4])).to.deep.equal(["invalid $ has 4 items; expected 1 to 3"]);
    expect(said(items, [1, 10])).to.deep.equal(["invalid $[1] is 10; expected a whole number from 0 to 9"]);
    expect(said(items, { 0: 1 })).to.deep.equal(['invalid $ is {"0":1}; expected a list, in [ ]']);
    expect(items.json).to.deep.equal({
      type: "array",
      items: { type: "integer", minimum: 0, maximum: 9, description: "A number." },
      minItems: 1,
      maxItems: 3,
      description: "Numbers.",
    });
  });

  it("takes objects of known members, of which some may be left out", () => {
    const thing = object("A thing.", {
      size: integer("How large.", 0, 9),
      colour: usually("red", text("Of which colour.")),
      note: optional(text("Whatever.")),
      for: forPrograms("Where its description is."),
    });
    expect(read(thing, { size: 1 })).to.deep.equal({ size: 1, colour: "red", note: undefined, for: undefined });
    expect(read(thing, { size: 1, colour: "blue", note: "x", for: "y" })).to.deep.equal({
      size: 1,
      colour: "blue",
      note: "x",
      for: undefined,
    });
    expect(said(thing, {})).to.deep.equal(['invalid $ lacks "size": How large.']);
    expect(said(thing, { size: undefined })).to.deep.equal(['invalid $ lacks "size": How large.']);
    expect(said(thing, { size: 1, sise: 2, weight: 3, for: 5 })).to.deep.equal([
      'invalid $.sise is not known here; did you mean "size"?',
      "invalid $.weight is not known here; expected only size, colour, note, for",
      "invalid $.for is 5; expected text of 1 to 2000 characters, none of which controls a terminal",
    ]);
    for (const wrong of [null, [], "x", 5]) {
      expect(said(thing, wrong)).to.deep.equal([
        `invalid $ is ${JSON.stringify(wrong)}; expected an object with size, colour, note, for`,
      ]);
    }
    expect(thing.json).to.deep.include({ required: ["size"], additionalProperties: false, type: "object" });
    expect(thing.write(read(thing, { size: 1, note: "n", colour: "red", for: "y" }))).to.deep.equal({
      note: "n",
      size: 1,
    });
    expect(Object.keys(thing.write(read(thing, { size: 1, note: "n", colour: "blue" })) as object)).to.deep.equal([
      "colour",
      "note",
      "size",
    ]);
  });

  it("takes objects of several kinds, told apart by a word", () => {
    const kinds: Schema<object> = variants(
      "How.",
      "how",
      new Map<string, Schema<object>>([
        ["cycles", object("Cycles.", { how: word("cycles"), count: integer("How many.", 1, 9) })],
        ["rate", object("A rate.", { how: word("rate"), note: optional(text("Whatever.")) })],
      ]),
    );
    expect(read(kinds, { how: "cycles", count: 2 })).to.deep.equal({ how: "cycles", count: 2 });
    expect(kinds.write({ how: "rate", note: undefined })).to.deep.equal({ how: "rate" });
    expect(said(kinds, { how: "rats" })).to.deep.equal([
      'invalid $.how is "rats"; expected one of cycles, rate (did you mean "rate"?)',
    ]);
    expect(said(kinds, { how: "never" })).to.deep.equal(['invalid $.how is "never"; expected one of cycles, rate']);
    expect(said(kinds, { how: 5 })).to.deep.equal(["invalid $.how is 5; expected one of cycles, rate"]);
    expect(said(kinds, {})).to.deep.equal(["invalid $.how is missing; expected one of cycles, rate"]);
    expect(said(kinds, "cycles")).to.deep.equal(['invalid $ is "cycles"; expected an object']);
    expect(kinds.json).to.have.property("description", "How.");
    expect(kinds.json["anyOf"]).to.have.length(2);
  });

  it("notes what names something said elsewhere, unless it is no name at all", () => {
    const report = new Report();
    const rank = reference("rank", "A rank.");
    expect(rank.read("Gold", "$.rank", report)).to.equal("Gold");
    rank.read(5, "$.other", report);
    expect(report.references).to.deep.equal([{ kind: "rank", path: "$.rank", value: "Gold" }]);
    expect(report.issues.map(({ path }) => path)).to.deep.equal(["$.other"]);
  });
});

describe("what is said of a document", () => {
  it("shows a value of up to 60 characters whole, and of a longer one the beginning", () => {
    const shown = (value: unknown) => said(boolean("Whether."), value)[0];
    expect(shown("x".repeat(58))).to.equal(`invalid $ is "${"x".repeat(58)}"; expected true or false`);
    expect(shown("x".repeat(59))).to.equal(`invalid $ is "${"x".repeat(59)}…; expected true or false`);
    expect(shown(5n)).to.equal("invalid $ is 5; expected true or false");
    expect(shown(() => 1)).to.equal("invalid $ is function; expected true or false");
  });

  it("knows what was said how, and names members that are no plain words in brackets", () => {
    const report = new Report();
    expect([report.has("invalid"), report.has("refused"), report.has("warning")]).to.deep.equal([false, false, false]);
    report.warn("$.a", "is odd");
    expect([report.has("invalid"), report.has("refused"), report.has("warning")]).to.deep.equal([false, false, true]);
    report.refuse("$.b", "pays for people", "expected sales");
    expect([report.has("invalid"), report.has("refused")]).to.deep.equal([false, true]);
    expect(report.issues).to.deep.equal([
      { path: "$.a", severity: "warning", message: "is odd" },
      { path: "$.b", severity: "refused", message: "pays for people; expected sales" },
    ]);
    expect(["a", "_b9", "a b", "9", "a-b", ""].map((name) => member("$", name))).to.deep.equal([
      "$.a",
      "$._b9",
      '$["a b"]',
      '$["9"]',
      '$["a-b"]',
      '$[""]',
    ]);
  });
});
