import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { describe, it } from "mocha";
import { canonicalJson, checkPlan, FAMILIES, jsonSchema, keccakOfText, readPlan } from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";

const plan = () =>
  planOf(
    [
      { levels: [{ rank: "Silver", rate: 500 }], family: "unilevel", id: "team", walk: 32, compression: "none" },
      { id: "step", family: "advancement", steps: [{ rank: "Silver", amount: "50.50" }] },
    ],
    {
      ranks: [{ name: "Member" }, { name: "Silver", requires: { ownVolume: "100.00", active: true } }],
      caps: [{ kind: "company", rate: 4000 }],
    },
  );

describe("canonical form", () => {
  it("has sorted names, no spaces, shortest amounts, and nothing that has its usual value", () => {
    expect(readPlan(plan()).text).to.equal(
      '{"bonuses":[{"family":"unilevel","id":"team","levels":[{"rank":"Silver","rate":500}]},' +
        '{"family":"advancement","id":"step","steps":[{"amount":"50.5","rank":"Silver"}]}],' +
        '"caps":[{"kind":"company","rate":4000}],"currency":{"code":"USD","decimals":2},"name":"Test",' +
        '"ranks":[{"name":"Member"},{"name":"Silver","requires":{"ownVolume":"100"}}],"upline":1}',
    );
  });

  it("is a plan that reads as itself, and whose hash is that of the published text", () => {
    const first = readPlan(plan());
    const second = readPlan(JSON.parse(first.text));
    expect(second.text).to.equal(first.text);
    expect(second.hash).to.equal(keccakOfText(first.text));
    expect(second.document).to.deep.equal(first.document);
  });

  it("is the same however the document is written, and another where the plan is another", () => {
    const written = { caps: [{ rate: 4000, of: "cv", kind: "company" }], personalSalesPay: false };
    expect(readPlan({ ...written, ...plan() }).hash).to.equal(readPlan(plan()).hash);
    expect(readPlan({ ...plan(), personalSalesPay: true }).hash).not.to.equal(readPlan(plan()).hash);
    expect(readPlan({ ...plan(), name: "Test." }).hash).not.to.equal(readPlan(plan()).hash);
  });

  it("is without the place of the schema, which only editors read", () => {
    const told = readPlan({ ...plan(), $schema: "./plan.schema.json" });
    expect(told.hash).to.equal(readPlan(plan()).hash);
    expect(told.document).to.deep.equal(readPlan(plan()).document);
    const { issues } = checkPlan({ ...plan(), $schema: 7 });
    expect(issues.map(({ path }) => path)).to.deep.equal(['$["$schema"]']);
  });

  it("takes no number that programs may write differently", () => {
    expect(() => canonicalJson({ a: [0.1] })).to.throw(TypeError, "0.1");
    expect(() => canonicalJson(2 ** 53)).to.throw(TypeError);
    expect(canonicalJson({ b: [1, null, true, "ä\n"], a: {} })).to.equal('{"a":{},"b":[1,null,true,"ä\\n"]}');
  });
});

describe("JSON Schema", () => {
  const validate = new Ajv2020({ strict: true }).compile(jsonSchema());

  it("accepts what the check accepts", () => {
    expect(validate(plan()), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate(JSON.parse(readPlan(plan()).text))).to.equal(true);
  });

  /** Every path of a document, as the keys that lead to it. */
  function* paths(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
    yield path;
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      yield* paths((value as Record<string, unknown>)[key], [...path, Array.isArray(value) ? Number(key) : key]);
    }
  }

  function changed(
    path: readonly (string | number)[],
    change: (holder: Record<string, unknown>, key: string) => void,
  ): unknown {
    const holder = { root: plan() as unknown };
    let at = holder as Record<string, unknown>;
    let key = "root";
    for (const next of path) {
      at = at[key] as Record<string, unknown>;
      key = String(next);
    }
    change(at, key);
    return holder.root;
  }

  it("refuses what the check refuses, at every place of a plan", () => {
    const values = [null, true, -1, 0, 0.5, 10_001, 2 ** 54, "", "x", "1.5", "01", [], {}, [{}], ["x"]];
    let tried = 0;
    for (const path of paths(plan())) {
      const documents = [
        ...values.map((value) =>
          changed(path, (at, key) => {
            at[key] = value;
          }),
        ),
        ...(path.length === 0
          ? []
          : [
              changed(path, (at, key) => {
                if (Array.isArray(at)) at.splice(Number(key), 1);
                else delete at[key];
              }),
            ]),
        changed([...path, "unknown"], (at, key) => {
          if (typeof at === "object") at[key] = 1;
        }),
      ];
      for (const document of documents) {
        const shape = checkPlan(document).issues.filter(({ severity }) => severity === "invalid");
        // What a schema cannot say: names that must be known, orders that must rise, decimals of the currency.
        if (
          shape.some(({ message }) =>
            /of the plan|"requires"|decimals, which|first rank|name of its own|more than 0/.test(message),
          )
        )
          continue;
        expect(validate(document), `${JSON.stringify(document)} ${JSON.stringify(shape)}`).to.equal(shape.length === 0);
        tried++;
      }
    }
    expect(tried).to.be.greaterThan(500);
  });

  it("describes every family, and every setting of it", () => {
    const schema = JSON.stringify(jsonSchema());
    for (const { name, settings } of FAMILIES) {
      expect(schema).to.include(`"const":"${name}"`);
      const properties = Object.entries(settings.json["properties"] as Record<string, Record<string, unknown>>);
      for (const [member, json] of properties) {
        if (member !== "family") expect(json["description"], `${name}.${member}`).to.be.a("string");
      }
    }
  });
});
