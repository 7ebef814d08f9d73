import { expect } from "chai";
import { toBeHex, zeroPadValue } from "ethers";
import { readTransfer, TRANSFER } from "../../src/chain/read-transfer.ts";
import type { Parties, RawEntry, Source } from "../../src/chain/source.ts";
import { ReportBuilder } from "../../src/report/builder.ts";
import { reportTransfers } from "../../src/transfers/report-transfers.ts";
import { FakeHistory, wallet, walletOf } from "../helpers/fake-history.ts";
import { audited } from "../helpers/fake-report.ts";

// The token's own transfers, which are reported and never proved
// - what came into the programme beside its sales is listed one by one
// - sellers' wallets and their own customers' are asked for, in questions of a bounded size
// - whatever a source does ends in a note, not in a failure

const CORE = wallet(1);
const customer = wallet(0xc0ffee);

function transfer(from: string, to: string, amount: bigint, transaction: bigint): RawEntry {
  const topics = [TRANSFER, ...[from, to].map((one) => zeroPadValue(one, 32).toLowerCase())];
  const place = { timestamp: 1_000n, block: 3n, index: 0, transaction: toBeHex(transaction, 32) };
  return { address: wallet(2), topics, data: toBeHex(amount, 32), ...place };
}

/** Answers each question with the same, and keeps it. */
function telling(entries: readonly RawEntry[], questions: Parties[] = []): Source {
  async function* transfers(_block: string, _token: string, _from: bigint, parties: Parties) {
    questions.push(parties);
    yield entries;
  }
  return { transfers } as unknown as Source;
}

async function reported(live: (history: FakeHistory) => void, source: Source, stray: bigint | undefined) {
  const builder = new ReportBuilder();
  const history = new FakeHistory(builder).begin();
  for (let more = 0; more < 3; more++) history.enrol(1);
  live(history);
  const asked = { block: `0x${"1".repeat(64)}`, programme: CORE, token: wallet(2), from: 1n, stray };
  const notes = await reportTransfers(source, asked, builder);
  const { patterns } = builder.finish(audited(history.time), []);
  const found = (code: string) => patterns.find((pattern) => pattern.code === code);
  return { notes, stray: found("stray-transfers"), funded: found("funded-customers") };
}

describe("transfers of the token", () => {
  it("into the programme are listed one by one, those of sales left out", async () => {
    let sold = 0n;
    const inSale = (amount: bigint) => transfer(customer, CORE, amount, sold);
    const live = (history: FakeHistory) => {
      const sale = history.sell({ seller: 2, kind: "personal", total: 100n });
      sold = BigInt(sale.entry.transaction);
    };
    const entries: RawEntry[] = [];
    const source = telling(entries);
    const told = await reported(
      (history) => {
        live(history);
        entries.push(
          inSale(100n),
          inSale(4n),
          transfer(wallet(7), CORE, 30n, 999n),
          transfer(wallet(8), CORE, 0n, 999n),
        );
        entries.push(transfer(wallet(8), CORE, 20n, 999n));
      },
      source,
      54n,
    );
    expect(told.notes).to.deep.equal([]);
    expect(told.stray?.figures.map(({ value }) => value)).to.deep.equal([54n, 54n, 3]);
    expect(told.stray?.rows.map(([, from, amount]) => [from, amount])).to.deep.equal([
      [wallet(7), 30n],
      [wallet(8), 20n],
      [customer, 4n],
    ]);
  });

  it("into the programme are not asked for where nothing is over", async () => {
    for (const stray of [0n, -1n, undefined]) {
      const questions: Parties[] = [];
      const told = await reported(() => {}, telling([], questions), stray);
      expect(questions).to.deep.equal([]);
      expect(told.stray).to.equal(undefined);
      expect(told.funded?.definition).to.include("were not read");
    }
  });

  it("from a seller to his own customers are found, from a former wallet too", async () => {
    const questions: Parties[] = [];
    const source = telling(
      [transfer(walletOf(2), customer, 5n, 1n), transfer(wallet(55), customer, 6n, 2n)],
      questions,
    );
    const told = await reported(
      (history) => {
        history.event("WalletMoved", { id: 2n, from: walletOf(2), to: wallet(55) });
        history.sell({ seller: 2, buyer: customer, total: 10n });
      },
      source,
      0n,
    );
    const lower = (some: readonly string[]) => some.map((one) => one.toLowerCase());
    expect(questions).to.deep.equal([{ senders: lower([walletOf(2), wallet(55)]), recipients: lower([customer]) }]);
    expect(told.funded?.rows).to.deep.equal([[2, 2, 0, 0n, 0n, 11n]]);
  });

  it("are asked for of 200 customers at once at most, each with his seller", async () => {
    const questions: Parties[] = [];
    await reported(
      (history) => {
        for (let one = 0; one < 450; one++) {
          history.sell({ seller: 2 + (one % 3), buyer: wallet(10_000 + one), total: 10n });
        }
      },
      telling([], questions),
      0n,
    );
    expect(questions.flatMap(({ recipients }) => recipients)).to.have.length(450);
    for (const { senders, recipients } of questions) {
      expect(recipients.length).to.be.lessThan(201);
      expect(new Set(senders).size).to.equal(senders.length);
    }
    expect(questions.flatMap(({ senders }) => senders)).to.include.members(
      [2, 3, 4].map((id) => walletOf(id).toLowerCase()),
    );
  });

  it("that were not asked for, or are none, are a note and nothing else", async () => {
    const good = transfer(wallet(7), CORE, 30n, 999n);
    const bad: readonly RawEntry[] = [
      transfer(wallet(7), wallet(9), 30n, 999n),
      { ...good, topics: good.topics.slice(0, 2) },
      { ...good, topics: [toBeHex(1n, 32), ...good.topics.slice(1)] },
      { ...good, topics: [TRANSFER, `0x${"1".repeat(64)}`, good.topics[2] ?? ""] },
      { ...good, data: "0x" },
    ];
    for (const entry of bad) {
      const told = await reported(() => {}, telling([good, entry]), 30n);
      expect(told.notes.join()).to.include("no transfer that was asked for");
      expect(told.stray).to.equal(undefined);
    }
    expect(readTransfer(good, { senders: [], recipients: [CORE.toLowerCase()] }).amount).to.equal(30n);
    expect(() => readTransfer(good, { senders: [wallet(9).toLowerCase()], recipients: [] })).to.throw();
  });
});
