import { expect } from "chai";
import { flowOf, isWhole } from "../../src/pages/public/flow.ts";
import { stateOf } from "../../src/pages/public/holds.ts";
import { monthsOf } from "../../src/pages/public/months.ts";

describe("public pages", () => {
  describe("money flow", () => {
    const row = {
      sales: 3,
      placed: "1000",
      escrow: "300",
      refunded: "100",
      profit: "200",
      commission: "150",
      pool: "10",
      company: "240",
      paid: "50",
      paidCompany: "0",
      poolSpent: "0",
    };

    it("is whole where every unit is somewhere", () => {
      expect(isWhole(flowOf(row))).to.equal(true);
    });

    it("is not whole where a unit is missing or too many", () => {
      for (const company of ["239", "241"]) expect(isWhole(flowOf({ ...row, company })), company).to.equal(false);
    });

    it("keeps amounts beyond what a number counts", () => {
      const placed = "79228162514264337593543950335";
      expect(flowOf({ ...row, placed }).placed).to.equal(2n ** 96n - 1n);
    });
  });

  describe("months", () => {
    const day = (date: string, placed: string, refunded = "0") => ({
      day: Date.parse(date) / 86_400_000,
      placed,
      refunded,
    });

    it("are the days' sums, with empty months between them, in UTC", () => {
      const days = [
        day("2025-11-30", "5"),
        day("2025-12-01", "7"),
        day("2025-12-31", "1", "2"),
        day("2026-02-01", "9"),
      ];
      expect(monthsOf(days)).to.deep.equal([
        { month: "2025-11", placed: 5n, refunded: 0n },
        { month: "2025-12", placed: 8n, refunded: 2n },
        { month: "2026-01", placed: 0n, refunded: 0n },
        { month: "2026-02", placed: 9n, refunded: 0n },
      ]);
    });

    it("are none without a day", () => {
      expect(monthsOf([])).to.deep.equal([]);
    });
  });

  describe("holds", () => {
    const hold = {
      id: "1",
      distributor: "2",
      reason: "0x",
      time: "10",
      until: "20",
      liftedAt: null,
      transaction: "0x",
    };

    it("are in force to their last second, then over, or lifted", () => {
      expect(stateOf(hold, 19)).to.equal("inForce");
      expect(stateOf(hold, 20)).to.equal("lapsed");
      expect(stateOf({ ...hold, liftedAt: "15" }, 16)).to.equal("lifted");
    });
  });
});
