import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { checkAmounts, checkJournal } from "../../src/index.ts";
import { addressAt, word } from "../helpers/journal-writer.ts";
import { ADMIN, AUTOMATIC, DAY, FINAL, GOODS, PERIOD, planWith, Scene } from "../helpers/scene.ts";
import { told } from "../helpers/told.ts";
import { DEEDS } from "./deeds.ts";

// Each thing that a programme may not do, done in a journal whose head is right: the audit names it.

const WALLET = (id: number) => addressAt(id);

describe("a programme that does what it may not", () => {
  it("is none of them where it keeps the rules", () => {
    const scene = new Scene();
    scene.sell(FINAL);
    const [returned, kept] = [scene.sell(GOODS), scene.sell(AUTOMATIC)];
    scene
      .tell("ReturnRequested", returned, scene.time + 3n * DAY)
      .tell("ReturnRejected", returned, word(1), scene.time + 7n * DAY);
    scene
      .tell("ReturnRuled", returned, false)
      .settle(returned)
      .wait(14n * DAY)
      .settle(kept);
    scene.tell("Paid", 3n, WALLET(3), 1_350n).tell("WalletProposed", 4n, WALLET(4), ZeroAddress);
    const history = told(scene.entries);
    expect(history.findings.list).to.deep.equal([]);
    expect(history.journalFindings.list).to.deep.equal([]);
    expect(history.state.owed).to.equal(3_000n - 1_350n);
  });

  for (const [code, what, act] of DEEDS) {
    it(`is found out: ${what}`, () => {
      const scene = new Scene();
      const before = scene.entries.length;
      act(scene);
      const history = told(scene.entries);
      const found = history.findings.list;
      expect(found.map((finding) => finding.code)).to.include(code);
      const finding = found.find((other) => other.code === code);
      expect(finding?.entry).to.be.at.least(before);
      expect(finding?.message).to.match(/^[A-Z0-9].*\.$/s);
      expect(checkAmounts(history, true).verdict).to.equal("mismatch");
      // The journal itself is right: it is not the source that lies.
      expect(checkJournal(history, scene.writer.head).verdict).to.equal("verified");
    });
  }

  it("names the sale, the level, both amounts and the entry", () => {
    const scene = new Scene();
    scene.sell(FINAL);
    const entry = scene.entries.length;
    scene.sell(FINAL, {
      credits: [
        { id: 3n, amount: 450n },
        { id: 2n, amount: 26n },
      ],
    });
    const [finding] = told(scene.entries).findings.list;
    expect(finding).to.deep.equal({
      code: "credit-differs",
      subject: "sale 2, level 1, distributor 2",
      message: "Sale 2 credits distributor 2 with 26 token units, level 1; recomputed it is 25.",
      expected: 25n,
      found: 26n,
      entry,
    });
  });

  it("is found out where a rank counts at once", () => {
    const scene = new Scene({ open: false });
    const plan = planWith([0, 500]) as [number[], number[], ...unknown[]];
    plan[1] = [0, 1, ...Array.from({ length: 14 }, () => 0)];
    scene.tell("PlanScheduled", 1n, 0n, plan, "").wait(PERIOD).tell("PlanActivated", 1n).tell("ProgrammeOpened", 1n);
    for (const id of [2n, 3n]) scene.tell("DistributorEnrolled", id, id - 1n, WALLET(Number(id)));
    scene.tell("RanksSet", word(0), [(2n << 8n) | 1n]);
    const paid = {
      credits: [
        { id: 3n, amount: 400n },
        { id: 2n, amount: 25n },
      ],
    };
    scene.sell(FINAL, paid);
    expect(told(scene.entries).findings.list.map(({ code, subject }) => [code, subject])).to.deep.equal([
      ["credit-without-claim", "sale 1, distributor 2"],
    ]);
    scene.wait(PERIOD).sell(FINAL, paid);
    expect(told(scene.entries).findings.count).to.equal(1);
  });

  it("is found out where somebody is active without the volume for it", () => {
    const scene = new Scene({ threshold: 500n }).wait(PERIOD);
    scene.sell(FINAL);
    const subjects = told(scene.entries).findings.list.map(({ subject }) => subject);
    expect(subjects).to.deep.equal(["sale 1, distributor 3", "sale 1, distributor 2"]);
  });
});

describe("entries that are no journal", () => {
  const cases: readonly (readonly [code: string, what: string, change: (scene: Scene) => void])[] = [
    [
      "entry-foreign",
      "of another contract",
      (scene) => {
        scene.again({ address: ADMIN });
      },
    ],
    [
      "time-runs-back",
      "of an earlier time",
      (scene) => {
        scene.wait(-DAY);
        scene.sell(FINAL);
      },
    ],
    [
      "entry-unknown",
      "of no kind that there is",
      (scene) => {
        scene.again({ topics: [word(5)] });
      },
    ],
    [
      "entry-unknown",
      "without topics",
      (scene) => {
        scene.again({ topics: [] });
      },
    ],
    [
      "entry-malformed",
      "of data that is no hexadecimal",
      (scene) => {
        scene.again({ data: "0xzz" });
      },
    ],
    [
      "entry-malformed",
      "of half a byte",
      (scene) => {
        scene.again({ data: "0x0" });
      },
    ],
    [
      "entry-malformed",
      "of too much data",
      (scene) => {
        scene.again({ data: word(1) });
      },
    ],
    [
      "entry-malformed",
      "of five topics",
      (scene) => {
        scene.again({ topics: Array.from({ length: 5 }, () => word(1)) });
      },
    ],
    [
      "sale-id-differs",
      "with a gap before a sale in escrow",
      (scene) => {
        scene.sell(AUTOMATIC);
        scene.entries.splice(-2, 1);
      },
    ],
  ];

  for (const [code, what, change] of cases) {
    it(`are found out: one ${what}`, () => {
      const scene = new Scene();
      change(scene);
      const history = told(scene.entries);
      expect(history.journalFindings.list.map((finding) => finding.code)).to.include(code);
      expect(checkJournal(history, scene.writer.head).verdict).to.equal("mismatch");
    });
  }

  it("are found out where a sale's receipt is cut", () => {
    const scene = new Scene();
    scene.sell(FINAL);
    const sale = scene.entries.at(-1);
    for (let bytes = 0; sale !== undefined && bytes * 2 + 2 < sale.data.length; bytes += 3) {
      const history = told([...scene.entries.slice(0, -1), { ...sale, data: sale.data.slice(0, 2 + 2 * bytes) }]);
      expect(checkJournal(history, scene.writer.head).verdict, `${bytes} bytes`).to.equal("mismatch");
    }
  });

  it("have no verdict where there is no proven head", () => {
    const history = told(new Scene().entries);
    expect(checkJournal(history, undefined).verdict).to.equal("unproved");
    expect(checkAmounts(history, false).verdict).to.equal("unproved");
  });
});
