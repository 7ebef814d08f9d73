import { expect } from "chai";
import { parseCreditName } from "../../src/explain/credit-name.ts";
import { CreditExplainer } from "../../src/explain/explainer.ts";
import { creditSentences } from "../../src/explain/sentences.ts";
import { credit, DAY, FakeHistory, START, walletOf } from "../helpers/fake-history.ts";
import { TOKEN } from "../helpers/fake-report.ts";

function told(name: string, live: (history: FakeHistory) => void): string {
  const explainer = new CreditExplainer(parseCreditName(name));
  const history = new FakeHistory(explainer).begin();
  history.enrol(1);
  history.enrol(2);
  live(history);
  return creditSentences(explainer.story, TOKEN).join("\n");
}

const credits = [credit(3, 300_000n, [0], { profit: 200_000n }), credit(2, 90_000n, [1], { byRank: 10_000n })];
const sold = { seller: 3, total: 2_000_000n, volume: 1_000_000n, credits };

describe("explain", () => {
  it("follows a credit from the sale through escrow to the wallet", () => {
    const text = told("1/2", (history) => {
      const sale = history.sell({ ...sold, escrow: true });
      history.pay(2, 5n);
      history.time = START + DAY;
      history.settle(sale);
      history.pay(3, 1n);
      history.time = START + 2n * DAY;
      history.pay(2, 95_000n);
      history.pay(2, 3n);
    });
    expect(text).to.include("bought from distributor 3 for 2.00 tUSD: 1 × product 1 at 2.00 tUSD");
    expect(text).to.include("distributor 2 gets 0.09 tUSD");
    expect(text).to.include("Level 1, 1 step above the seller: 8 % of 1.00 tUSD is 0.08 tUSD");
    expect(text).to.include("For his rank, beyond what those below him get: 0.01 tUSD.");
    expect(text).to.include("it could be returned for 1 day".replace("it", "the sale"));
    expect(text).to.include("On 2024-01-02 00:00 UTC the sale was settled");
    expect(text).to.include("On 2024-01-03 00:00 UTC all that had come together for distributor 2, 0.095 tUSD");
    expect(text).to.include(`was paid to ${walletOf(2)}`);
  });

  it("tells the seller's retail profit apart, and what still waits", () => {
    const text = told("1/3", (history) => history.sell(sold));
    expect(text).to.include("Retail profit, the price less the wholesale price: 0.20 tUSD.");
    expect(text).to.include("Level 0, the seller himself: 10 % of 1.00 tUSD is 0.10 tUSD");
    expect(text).to.include("has not taken it out");
    const waiting = told("1/3", (history) => history.sell({ ...sold, escrow: true }));
    expect(waiting).to.include("It still waits");
  });

  it("says that a refunded sale credited nothing, and that another calculation disagrees", () => {
    const text = told("1/3", (history) => history.refund(history.sell({ ...sold, agreed: false, escrow: true })));
    expect(text).to.include("so that nothing of it was credited");
    expect(text).to.include("OTHER amounts");
  });

  it("finds a credit by the hash of its transaction, too", () => {
    const history = new FakeHistory().begin();
    const { entry } = history.sell(sold);
    const explainer = new CreditExplainer(parseCreditName(`${entry.transaction}/3`));
    const again = new FakeHistory(explainer).begin();
    again.sell(sold);
    expect(explainer.story.sale.number).to.equal(1);
  });

  it("says what a name looks like, and where credits are listed", () => {
    expect(() => parseCreditName("sale 17")).to.throw("“sale 17” names no credit");
    const explainer = new CreditExplainer(parseCreditName("1/40"));
    new FakeHistory(explainer).begin().sell(sold);
    expect(() => explainer.story).to.throw("no sale 1 of the history credits distributor 40");
  });
});
