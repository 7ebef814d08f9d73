import { IUpline__factory } from "@upline/protocol";
import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import { type Running, startScript } from "../../../test/helpers/script.ts";
import { hidingOne } from "./helpers/hiding.ts";
import { freePort, Indexer, type Verified } from "./helpers/indexer.ts";

// the indexer over the sales of the shop that npm start runs
// - says up to which block its events are the journal, and it is the chain's own head there
// - has every sale, to the unit, with its credits in their order
// - has what everybody earned: what waits, is claimable and was claimed together
// - walks up to the company and down to everybody
// - says so when an endpoint keeps an event back

const COMPANY = "1";

interface Report {
  readonly addresses: { readonly core: string };
  readonly sales: readonly {
    readonly id: string;
    readonly buyer: string;
    readonly total: string;
    readonly company: string;
    readonly credits: readonly { readonly id: string; readonly amount: string }[];
  }[];
}

interface Distributor {
  readonly id: string;
  readonly sponsor: string;
  readonly depth: number;
  readonly waiting: string;
  readonly balance: string;
  readonly claimed: string;
}

/** The report of a run that stays up. */
async function reportOf(running: Running): Promise<Report> {
  for (;;) {
    try {
      return JSON.parse(running.written().stdout) as Report;
    } catch {
      if (running.child.exitCode !== null) throw new Error(running.written().stderr);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

describe("indexer of the shop's sales", () => {
  let chain: Running;
  let endpoint: string;
  let report: Report;
  let indexer: Indexer;
  let provider: JsonRpcProvider;

  before(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    chain = startScript("scripts/start.ts", "--json", "--port", String(port));
    report = await reportOf(chain);
    provider = new JsonRpcProvider(endpoint);
    indexer = await Indexer.start({ endpoint, core: report.addresses.core, checkEvery: 10 });
    const last = BigInt(await provider.getBlockNumber()) - 10n;
    await indexer.until<Verified>("/verified", ({ verified }) => BigInt(verified?.block ?? 0) >= last);
  });

  after(async () => {
    provider?.destroy();
    await indexer?.stop();
    chain?.child.kill("SIGKILL");
  });

  it("says up to which block its events are the journal", async () => {
    const { complete, verified, missing } = await indexer.get<Verified>("/verified");
    const core = IUpline__factory.connect(report.addresses.core, provider);
    const block = await provider.getBlock(Number(verified?.block));
    expect([complete, missing]).to.deep.equal([true, null]);
    expect(verified?.hash).to.equal(block?.hash);
    expect(BigInt(verified?.head ?? 0)).to.equal(await core.journalHead({ blockTag: block?.number ?? 0 }));
  });

  it("has every sale with its credits", async () => {
    const fields = 'id buyer total company parts(limit: 20, orderBy: "position") { items { distributor amount } }';
    const { sales } = await indexer.query<{ sales: { items: object[] } }>(
      `{ sales(limit: 1000, orderBy: "id") { items { ${fields} } } }`,
    );
    const expected = report.sales.map(({ id, buyer, total, company, credits }) => ({
      id,
      buyer: buyer.toLowerCase(),
      total,
      company,
      parts: { items: credits.map(({ id: distributor, amount }) => ({ distributor, amount })) },
    }));
    expect(expected).to.have.lengthOf(412);
    expect(sales.items).to.deep.equal(expected.sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it("has what everybody earned", async () => {
    const earned = new Map<string, bigint>();
    const add = (id: string, amount: string) => earned.set(id, (earned.get(id) ?? 0n) + BigInt(amount));
    for (const { company, credits } of report.sales) {
      add(COMPANY, company);
      for (const { id, amount } of credits) add(id, amount);
    }
    const people = await everybody();
    const found = people.map((one) => BigInt(one.waiting) + BigInt(one.balance) + BigInt(one.claimed));
    expect(found).to.deep.equal(people.map(({ id }) => earned.get(id) ?? 0n));
    expect(people).to.have.lengthOf(9);
  });

  it("walks up to the company and down to everybody", async () => {
    const people = await everybody();
    for (const { id, sponsor, depth } of people.filter((one) => one.id !== COMPANY)) {
      const { items: upline } = await indexer.get<{ items: { id: string }[] }>(`/distributors/${id}/upline`);
      expect([upline.length, upline[0]?.id, upline.at(-1)?.id]).to.deep.equal([depth, sponsor, COMPANY]);
    }
    const { items: below } = await indexer.get<{ items: { id: string; level: number }[] }>(
      `/distributors/${COMPANY}/downline`,
    );
    const expected = people.filter(({ id }) => id !== COMPANY).map(({ id, depth }) => [id, depth]);
    expect(below.map(({ id, level }) => [id, level])).to.deep.equal(expected);
  });

  it("says so when an endpoint keeps an event back", async () => {
    const hidden = await hidingOne(endpoint, report.addresses.core);
    const told = await Indexer.start({ endpoint: hidden.url, core: report.addresses.core, checkEvery: 10 });
    try {
      const { complete, verified, missing } = await told.until<Verified>(
        "/verified",
        (answer) => answer.missing !== null,
      );
      expect([complete, verified]).to.deep.equal([false, null]);
      expect(missing).to.have.property("check").that.includes({ agrees: false });
    } finally {
      await told.stop();
      await hidden.stop();
    }
  });

  async function everybody(): Promise<Distributor[]> {
    const { distributors } = await indexer.query<{ distributors: { items: Distributor[] } }>(
      `{ distributors(limit: 1000, orderBy: "id") { items { id sponsor depth waiting balance claimed } } }`,
    );
    return distributors.items;
  }
});
