import { expect } from "chai";
import { JsonInvalid, JsonPlaces } from "../src/input/json-places.ts";

describe("the places of JSON", () => {
  const broken: readonly (readonly [string, number, string])[] = [
    ["", 1, "the file ends here; expected a value"],
    ['{"a": [1, 2', 12, 'the file ends here; expected "," or "]"'],
    ['{"a": tru}', 7, 'found "tru"; expected a value'],
    ["{a: 1}", 2, 'found "a"; expected a name in double quotes, or "}"'],
    ['{"a" 1}', 6, 'found "1"; expected ":" after the name'],
    ['{"a": 1, "a": 2}', 10, 'the name "a" stands twice; expected it once'],
    ['{"a": 1} x', 10, 'found "x"; expected the end of the file'],
    ['{"a": "\\x"}', 7, 'found "\\x"; expected a text without control characters and unknown escapes'],
    ["[1,]", 4, 'found "]"; expected a value'],
    ["[1, // one", 5, 'found "//"; expected a value; JSON has no comments'],
    ["[1 /* one */]", 4, 'found "/*"; expected "," or "]"; JSON has no comments'],
    ["[01]", 3, 'found "1"; expected "," or "]"'],
  ];
  for (const [text, column, message] of broken) {
    it(`tell where ${JSON.stringify(text)} is none`, () => {
      expect(() => JSON.parse(text.replace('"a": 2', ","))).to.throw();
      try {
        new JsonPlaces(text);
        expect.fail("it was taken for JSON");
      } catch (error) {
        if (!(error instanceof JsonInvalid)) throw error;
        expect(error.position).to.deep.equal({ line: 1, column });
        expect(error.message).to.equal(message);
      }
    });
  }

  it("are those of the values, by path", () => {
    const places = new JsonPlaces('{\n  "a": [10,\n    { "b c": [ ] }],\n  "d": {}, "e": -1.5e3 }');
    expect(places.of("$")).to.deep.equal({ line: 1, column: 1 });
    expect(places.of("$.a[0]")).to.deep.equal({ line: 2, column: 9 });
    expect(places.of('$.a[1]["b c"]')).to.deep.equal({ line: 3, column: 14 });
    expect(places.of("$.e")).to.deep.equal({ line: 4, column: 17 });
  });

  it("are those of what is above, where there is no such value", () => {
    const places = new JsonPlaces('{ "a": [{ "b": 1 }] }');
    expect(places.of("$.a[0].levels")).to.deep.equal({ line: 1, column: 9 });
  });
});
