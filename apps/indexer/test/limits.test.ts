import { expect } from "chai";
import { type Company, company } from "./helpers/company.ts";
import type { Answered, Indexer } from "./helpers/indexer.ts";

// what the API lets through
// - refuses, in JSON, what cannot be, and says what was expected
// - refuses GraphQL that is too deep or can lead to too many rows, lists within lists multiplied
// - answers SQL that reads and refuses SQL that writes, looks elsewhere or waits
// - lets any page ask; tells with each answer up to where it is verified

interface Refused {
  readonly error: { readonly code: string; readonly message: string };
}

describe("limits of the API", () => {
  let made: Company;
  let indexer: Indexer;

  before(async () => {
    made = await company();
    ({ indexer } = made);
  });

  const refused = async (path: string) => {
    const { status, body } = await indexer.answer<Refused>(path);
    return [status, body.error.code, body.error.message];
  };

  it("say what was expected", async () => {
    expect(await refused("/distributors/x")).to.deep.equal([
      400,
      "input-invalid",
      'The id is "x", expected a whole number from 1 to 4294967295.',
    ]);
    expect(await refused("/distributors/1/team?limit=1001")).to.deep.equal([
      400,
      "input-invalid",
      'limit is "1001", expected a whole number from 1 to 1000.',
    ]);
    expect(await refused("/distributors/1/team?order=name")).to.deep.equal([
      400,
      "input-invalid",
      'order is "name", expected one of id, people, sold, periodSold.',
    ]);
    expect((await refused("/distributors/4000000000"))[1]).to.equal("distributor-unknown");
    expect((await refused(`/sales/0x${"00".repeat(20)}`))[1]).to.equal("sale-unknown");
    expect((await refused("/search?q="))[1]).to.equal("input-invalid");
    expect((await refused("/sale"))[1]).to.equal("path-unknown");
  });

  it("bound what GraphQL can lead to", async () => {
    const nested = "{ sales(limit: $n) { items { parts(limit: 1000) { items { amount } } } } }";
    const { status, body } = await indexer.ask<Refused>(`query($n: Int) ${nested}`, { n: 100 });
    expect([status, body.error.code]).to.deep.equal([400, "query-too-large"]);
    const small = await indexer.ask<{ data: object }>(`query($n: Int) ${nested}`, { n: 10 });
    expect([small.status, "data" in small.body]).to.deep.equal([200, true]);
    const levels = 6;
    const deep = `{ credits(limit: 1) { items ${"{ of { parts(limit: 1) { items ".repeat(levels)}{ amount }${" } } }".repeat(levels)} } }`;
    const answered = await indexer.ask<{ errors: { message: string }[] }>(deep);
    expect(answered.body.errors[0]?.message).to.match(/depth/i);
  });

  const ask = (sql: string): Promise<Answered<unknown>> => {
    const query = encodeURIComponent(JSON.stringify({ json: { sql, params: [] } }));
    return fetch(`${indexer.url}/sql/db?sql=${query}`).then(async (response) => {
      return { status: response.status, body: await response.text(), headers: response.headers };
    });
  };

  it("let SQL read", async () => {
    const { status, body } = await ask("select count(*) as people from distributor");
    expect(status).to.equal(200);
    expect(body).to.include(String(await made.client.core.lastDistributorId()));
  });

  it("refuse SQL that does anything else", async () => {
    const before = await indexer.get<object>("/distributors/2");
    for (const sql of [
      "update distributor set balance = 1",
      "delete from distributor",
      "insert into campaign values (99)",
      "drop table distributor",
      "with gone as (delete from distributor returning id) select * from gone",
      "select 1; delete from distributor",
      "select pg_sleep(1)",
      "select * from pg_user",
      "select set_config('transaction_read_only', 'off', false)",
      "copy distributor to '/tmp/people'",
    ]) {
      const { status } = await ask(sql);
      expect(status, sql).to.equal(500);
    }
    expect(await indexer.get<object>("/distributors/2")).to.deep.equal(before);
  });

  it("let any page ask, and tell up to where an answer is verified", async () => {
    const headers = { origin: "https://pages.example" };
    const { headers: given } = await indexer.answer("/verified", { headers });
    expect(given.get("access-control-allow-origin")).to.equal("*");
    const known = await indexer.get<object>("/verified");
    const { body } = await indexer.ask<{ extensions: { verification: object } }>("{ days { items { day } } }");
    expect(body.extensions.verification).to.deep.equal(known);
    for (const path of ["/programme", "/distributors/2", "/distributors/1/team", "/search?q=2"]) {
      const { verification } = await indexer.get<{ verification: object }>(path);
      expect(verification, path).to.deep.equal(known);
    }
  });
});
