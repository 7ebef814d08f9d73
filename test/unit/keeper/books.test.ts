import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { concat, toBeHex, ZeroAddress, ZeroHash } from "ethers";
import { type Credit, encodeCredits, IUpline__factory, type RawLog } from "../../../packages/protocol/src/index.ts";
import { Books } from "../../../scripts/keeper/books/books.ts";
import { CHANGE_TOPICS, changeOf } from "../../../scripts/keeper/books/changes.ts";
import { CheckpointFile, CheckpointUnusable } from "../../../scripts/keeper/books/checkpoint.ts";

// Books by the events
// - wallets: enrolled, imported with and without one, bound, moved; the company is nobody to be paid
// - balances: credits of final and of settled sales, emptied by payouts
// - open sales: placed, asked about again when they were moved, gone when settled or refunded
// - copies go on by themselves
// - a checkpoint gives back the same; what is damaged or of another programme is not used

const [ALICE, BOB, CORE] = [1n, 2n, 3n].map((n) => toBeHex(0xa11ce0n + n, 20)) as [string, string, string];
const events = IUpline__factory.createInterface();

function log(name: string, ...values: readonly unknown[]): RawLog {
  const fragment = events.getEvent(name as "Paid");
  return events.encodeEventLog(fragment, [...values]);
}

/** What both kinds of receipts begin with: one line. */
const head = concat([ALICE, "0x00", "0x0001", toBeHex(7, 8), "0x01", ZeroHash, toBeHex(0, 12), toBeHex(0, 12)]);
const lines = concat([toBeHex(1, 4), toBeHex(1, 4), toBeHex(100, 10)]);

function placed(id: bigint, seller: bigint, credits: readonly Credit[]): RawLog {
  const amounts = concat([toBeHex(100, 12), toBeHex(50, 12), toBeHex(0, 10), toBeHex(0, 10)]);
  const escrow = concat([amounts, toBeHex(86_400, 4), "0x00", ZeroAddress]);
  return log("SalePlaced", id, ALICE, seller, concat([head, escrow, lines, encodeCredits(credits)]));
}

const final = (seller: bigint, credits: readonly Credit[]) =>
  log("SaleFinal", ALICE, seller, concat([head, lines, encodeCredits(credits)]));

const settled = (...ids: readonly bigint[]) => log("SalesSettled", concat(ids.map((id) => toBeHex(id, 20))));

function booksOf(...logs: readonly RawLog[]): Books {
  const books = new Books();
  read(books, ...logs);
  return books;
}

function read(books: Books, ...logs: readonly RawLog[]): void {
  for (const change of logs.map(changeOf)) if (change !== undefined) books.apply(change);
}

const balances = ({ payees }: Books) => [...payees].map(([id, { balance }]) => [id, balance]);

describe("books by the events", () => {
  it("know everybody's present wallet", () => {
    const books = booksOf(
      log("DistributorEnrolled", 1n, 0n, BOB),
      log("DistributorEnrolled", 2n, 1n, ALICE),
      log("DistributorImported", 3n, 1n, ZeroAddress, ZeroHash, 0n),
      log("DistributorImported", 4n, 1n, BOB, ZeroHash, 0n),
      log("WalletMoved", 2n, ALICE, CORE),
    );
    const wallets = () => [...books.payees].map(([id, { wallet }]) => [id, wallet?.toLowerCase()]);
    expect(wallets()).to.deep.equal([
      [2n, CORE],
      [4n, BOB],
    ]);
    read(books, log("DistributorBound", 3n, ALICE, BOB));
    expect(wallets().at(-1)).to.deep.equal([3n, ALICE]);
  });

  it("know what everybody can claim", () => {
    const credits = [
      { id: 3n, amount: 30n },
      { id: 2n, amount: 4n },
    ];
    const books = booksOf(final(3n, credits), placed(11n, 3n, credits));
    expect(balances(books)).to.deep.equal([
      [3n, 30n],
      [2n, 4n],
    ]);
    read(books, settled(11n), log("Paid", 3n, ALICE, 60n), log("Paid", 1n, BOB, 5n));
    expect(balances(books)).to.deep.equal([
      [3n, 0n],
      [2n, 8n],
    ]);
  });

  it("know which sales are open, and ask again about those that were moved", () => {
    const books = booksOf(...[11n, 12n, 13n, 14n].map((id) => placed(id, id, [])));
    const status = { state: "escrowed", deadline: 5n, digest: 0n } as const;
    for (const sale of books.sales.values()) sale.status = status;
    read(
      books,
      log("ReturnRequested", 11n, 99n),
      settled(12n),
      log("SaleRefunded", 13n, ALICE, 100n),
      log("ReturnRequested", 77n, 99n),
    );
    expect([...books.sales.values()].map(({ id, seller, status }) => [id, seller, status])).to.deep.equal([
      [11n, 11n, undefined],
      [14n, 14n, status],
    ]);
    for (const name of ["ReturnWithdrawn", "ReturnRejected", "RefundFailed"]) {
      books.sales.get(14n)!.status = status;
      const rest = { ReturnWithdrawn: [], ReturnRejected: [ZeroHash, 1n], RefundFailed: [ALICE, 1n] }[name] ?? [];
      read(books, log(name, 14n, ...rest));
      expect(books.sales.get(14n)!.status, name).to.equal(undefined);
    }
  });

  it("read all events that they ask for, and no other", () => {
    expect(new Set(CHANGE_TOPICS).size).to.equal(13);
    expect(changeOf(log("PushSwitched", 2n, true))).to.equal(undefined);
    expect(changeOf({ topics: [ZeroHash], data: "0x" })).to.equal(undefined);
  });

  it("go on by themselves when they are copied", () => {
    const books = booksOf(placed(11n, 2n, [{ id: 2n, amount: 5n }]));
    const copy = books.copy();
    read(copy, settled(11n));
    expect([books.sales.size, copy.sales.size]).to.deep.equal([1, 0]);
    expect([balances(books), balances(copy)]).to.deep.equal([[], [[2n, 5n]]]);
  });
});

describe("a checkpoint", () => {
  const folder = mkdtempSync(join(tmpdir(), "upline-checkpoint-"));
  const file = join(folder, "below", "checkpoint.json");
  const scope = { chainId: 31_337n, genesis: ZeroHash, core: CORE };
  const block = { number: 42, hash: ZeroHash };
  const books = booksOf(
    log("DistributorEnrolled", 2n, 1n, ALICE),
    final(3n, [{ id: 3n, amount: 2n ** 95n }]),
    placed(11n, 2n, [{ id: 2n, amount: 5n }]),
  );

  beforeEach(() => new CheckpointFile(file, scope).write({ block, books, pushedAt: 1_790_000_000n }));
  after(() => rmSync(folder, { recursive: true }));

  it("gives back what was written, and leaves nothing else behind", () => {
    const found = new CheckpointFile(file, scope).read();
    expect(found).to.deep.equal({ block, books, pushedAt: 1_790_000_000n });
    read(found!.books, settled(11n));
    expect(found!.books.payees.get(2n)?.balance).to.equal(5n);
    expect(readdirSync(join(folder, "below"))).to.deep.equal(["checkpoint.json"]);
    expect(new CheckpointFile(join(folder, "none.json"), scope).read()).to.equal(undefined);
  });

  it("is not used when it is damaged, of another version or of another programme", () => {
    const whole = readFileSync(file, "utf8");
    const unusable = (of: typeof scope, reason: string) =>
      expect(() => new CheckpointFile(file, of).read()).to.throw(CheckpointUnusable, reason);
    for (const damaged of ["", whole.slice(0, 100), whole.slice(0, -3), whole.replace('"5"', '"6"'), `{${whole}`]) {
      if (damaged === whole) continue;
      writeFileSync(file, damaged);
      unusable(scope, "it is damaged");
    }
    const other = (whole.split("\n")[1] ?? "").replace('"version":1', '"version":2');
    writeFileSync(file, `${createHash("sha256").update(other).digest("hex")}\n${other}\n`);
    unusable(scope, "it is of version 2, expected 1");
    writeFileSync(file, whole);
    unusable({ ...scope, chainId: 1n }, "expected core 0x");
    unusable({ ...scope, core: ALICE }, `it is of core ${CORE} on chain 31337`);
    unusable({ ...scope, genesis: ALICE }, `that begins with ${ALICE}`);
  });
});
