import { expect } from "chai";
import {
  type AuditedSale,
  checkAmounts,
  checkBlock,
  checkJournal,
  checkState,
  type History,
  type ProvenProgramme,
  ProvenState,
  RpcSource,
  readHistory,
} from "../../../packages/auditor/src/index.ts";
import { decodeSale, IUpline__factory } from "../../../packages/protocol/src/index.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { type Invented, openInvented } from "../../helpers/invented.ts";

// The history of an invented company, with returns, offers, holds, moved wallets and two plans:
// - its entries hash to the proven head; every sale is the engine's to the unit
// - the state that they give is the contract's; sales are read as @upline/protocol reads them

const SIZE = { people: 60, months: 3, seed: 5 };

describe("auditor: the history of an invented company", function () {
  this.timeout(120_000);

  let invented: Invented;
  let proven: ProvenProgramme;
  let history: History;
  const sales: AuditedSale[] = [];
  const events: string[] = [];
  const ended = { settled: 0, refunded: 0 };

  before(async function () {
    leaveOutUnderCoverage(this);
    invented = await openInvented(SIZE);
    const { url, core, block } = invented;
    const source = new RpcSource(url);
    const { header, chainId } = await checkBlock(source, { hash: block, named: true });
    if (header === undefined || chainId === undefined) throw new Error("the block is not proven");
    const state = await checkState(new ProvenState(source, header), core);
    if (state.proven === undefined) throw new Error("the state is not proven");
    proven = state.proven;
    const observer = {
      placed: (sale: AuditedSale) => sales.push(sale),
      settled: () => ended.settled++,
      refunded: () => ended.refunded++,
      event: (name: string) => events.push(name),
    };
    history = await readHistory(source, { block, chainId, core, observers: [observer] });
  });

  after(() => invented?.close());

  it("hashes to the proven head", () => {
    const result = checkJournal(history, proven.head);
    expect(result.findings).to.deep.equal([]);
    expect(result.verdict).to.equal("verified");
    expect(result.evidence["entries"]).to.equal(events.length);
  });

  it("is split as the engine splits it, sale by sale", () => {
    const result = checkAmounts(history, true);
    expect(result.findings).to.deep.equal([]);
    expect(result.verdict).to.equal("verified");
    expect(result.evidence["agreed"]).to.equal(sales.length);
    expect(sales.length).to.be.above(100);
    expect(sales.every(({ agreed }) => agreed)).to.equal(true);
  });

  it("is read as the protocol's own reader reads it", () => {
    for (const { entry, sale } of sales) expect(sale).to.deep.equal(decodeSale(entry));
  });

  it("gives every balance, the pool, the company's share and what waits", async () => {
    const { state } = history;
    const core = IUpline__factory.connect(invented.core, invented.network.connection.ethers.provider);
    expect(state.people.balanceOf(1)).to.equal(proven.company);
    expect(BigInt(state.people.count)).to.equal(await core.lastDistributorId());
    for (let id = 2; id <= state.people.count; ++id) {
      expect(state.people.balanceOf(id), `balance of ${id}`).to.equal(await core.balanceOf(BigInt(id)));
    }
    const placed = sales.filter(({ sale }) => !sale.final).length;
    expect(ended.settled + ended.refunded + state.sales.open.size).to.equal(placed);
    expect(ended.refunded).to.be.above(0);
  });
});
