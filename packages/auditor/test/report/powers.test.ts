import { expect } from "chai";
import { encodeBytes32String, id as hashOf } from "ethers";
import { IUpline__factory } from "../../../protocol/src/index.ts";
import { PowerBook } from "../../src/powers/book.ts";
import { PowerLog } from "../../src/report/powers/uses.ts";
import { FakeHistory, START, wallet } from "../helpers/fake-history.ts";
import { TOKEN } from "../helpers/fake-report.ts";

function powersAfter(live: (history: FakeHistory) => void) {
  const [log, book] = [new PowerLog(), new PowerBook()];
  live(new FakeHistory(log, book));
  return log.powers(TOKEN, book.state.roles);
}

describe("powers in the report", () => {
  it("tell who holds what by all grants and revocations", () => {
    const [plan, hold] = [hashOf("PLAN_ROLE"), hashOf("HOLD_ROLE")];
    const { held } = powersAfter((history) => {
      history.event("RoleGranted", { role: plan, account: wallet(5), sender: wallet(3) });
      history.event("RoleGranted", { role: hold, account: wallet(6), sender: wallet(3) });
      history.time = START + 1n;
      history.event("RoleGranted", { role: hold, account: wallet(6), sender: wallet(3) });
      history.event("RoleRevoked", { role: plan, account: wallet(5), sender: wallet(3) });
    });
    expect(held.map(({ role, holder, since }) => [role, holder, since])).to.deep.equal([
      ["HOLD_ROLE", wallet(6), START],
    ]);
  });

  it("name a sale by its number, an error by its name, and a missing wallet", () => {
    const error = IUpline__factory.createInterface().encodeErrorResult("ProductUnknown", [9n, 5n]);
    const { uses } = powersAfter((history) => {
      const sale = history.sell({ seller: 1, total: 5n, escrow: true });
      const id = sale.sale.final ? 0n : sale.sale.id;
      history.event("ReturnRejected", { id, reason: encodeBytes32String("opened"), deadline: START });
      history.settle(sale);
      history.event("ReturnRuled", { id: 77n, forBuyer: true });
      history.event("RecordSkipped", { batch: 1n, funder: wallet(9), index: 2n, reason: error });
      history.import(1, false);
    });
    const details = uses.flatMap(({ newest }) => newest.map(({ subject, detail }) => `${subject}: ${detail}`));
    expect(details).to.deep.equal([
      "sale 1: return rejected; reason: opened; the arbiter had until 2024-01-01T00:00:00Z",
      "sale 77: the arbiter ruled for the buyer",
      `batch 1 of ${wallet(9)}: entry 2 passed over: ProductUnknown`,
      "distributor 1: imported under 1, without a wallet",
    ]);
  });

  it("list the newest hundred of a group, and count all", () => {
    const { uses } = powersAfter((history) => {
      for (let entry = 0; entry < 450; entry++) history.event("HoldLifted", { id: BigInt(entry) });
    });
    const [holds] = uses;
    expect(holds?.count).to.equal(450);
    expect(holds?.newest).to.have.length(100);
    expect([holds?.newest[0]?.subject, holds?.newest.at(-1)?.subject]).to.deep.equal([
      "distributor 350",
      "distributor 449",
    ]);
  });
});
