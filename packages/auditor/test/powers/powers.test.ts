import { expect } from "chai";
import { getAddress, id as hashOf, toBeHex, ZeroHash } from "ethers";
import type { RawEntry } from "../../src/chain/source.ts";
import { checkPowers } from "../../src/checks/powers.ts";
import { PowerBook } from "../../src/powers/book.ts";
import type { EventArguments } from "../../src/powers/values.ts";

// Powers by the journal alone: what was in order, and each thing that could not have been

const DAY = 86_400n;
const START = 1_700_000_000n;
const NOTICE = 30n * DAY;
const address = (number: number) => getAddress(toBeHex(number, 20));
const [CORE, DEPLOYER, TIMELOCK, COMPANY, STRANGER] = [1, 2, 3, 4, 5].map(address) as [
  string,
  string,
  string,
  string,
  string,
];
const EVIDENCE = hashOf("evidence");

type Happening = readonly [days: bigint | number, name: string, args?: EventArguments];

const role = (name: string) => (name === "DEFAULT_ADMIN_ROLE" ? ZeroHash : hashOf(name));
const granted = (name: string, account: string, sender = TIMELOCK): EventArguments => ({
  role: role(name),
  account,
  sender,
});

/** A programme that is set up, opened on day 1, and gives all operational roles to the company. */
const BEGINNING: readonly Happening[] = [
  [0, "ProgrammeCreated", { settings: { notice: NOTICE }, modules: {}, treasury: COMPANY, admin: TIMELOCK }],
  [0, "DistributorEnrolled", { id: 1n, sponsor: 0n, wallet: COMPANY }],
  [0, "RoleGranted", granted("DEFAULT_ADMIN_ROLE", TIMELOCK, DEPLOYER)],
  ...["PLAN", "HOLD", "RANK", "CATALOGUE", "IMPORT", "PAUSE", "RETURNS", "RECORD", "REVOKER"].map(
    (name): Happening => [0, "RoleGranted", granted(`${name}_ROLE`, COMPANY)],
  ),
  [0, "DistributorImported", { id: 2n }],
  [0, "PlanScheduled", { version: 1n, from: 0n }],
  [1, "PlanActivated", { version: 1n }],
  [1, "ProgrammeOpened", { plan: 1n }],
];

/** What the journal of these happenings looks like to an observer. */
function bookOf(happenings: readonly Happening[], before?: PowerBook, from = 0): PowerBook {
  const book = new PowerBook(before?.state);
  happenings.forEach(([days, name, args = {}], i) => {
    const raw: RawEntry = {
      address: CORE,
      topics: [],
      data: "0x",
      timestamp: timeOf(days),
      block: 1n,
      transaction: "",
      index: 0,
    };
    book.event(name, args, { ...raw, number: from + i });
  });
  return book;
}

const timeOf = (days: bigint | number) => START + BigInt(days) * DAY;

const check = (book: PowerBook, complete = true) =>
  checkPowers({ book, time: timeOf(1_000), complete, timelocks: [], unread: [] });

/** What is found wrong with what follows the beginning. */
function findings(...later: readonly Happening[]) {
  const { result } = check(bookOf([...BEGINNING, ...later]));
  expect(result.verdict).to.equal(result.findings.length === 0 ? "verified" : "mismatch");
  return result.findings;
}

const codes = (...later: readonly Happening[]) => findings(...later).map(({ code }) => code);
const AT = BEGINNING.length;

describe("the check of powers", () => {
  it("verifies every use that is in order, and counts it", () => {
    const later: readonly Happening[] = [
      [2, "ProductAdded", { product: 1n }],
      [2, "DistributorEnrolled", { id: 3n }],
      [2, "SaleFinal"],
      [3, "RanksSet", { evidence: EVIDENCE }],
      [3, "HoldPlaced", { id: 2n, reason: EVIDENCE, until: timeOf(93) }],
      [4, "HoldLifted", { id: 2n }],
      [5, "PlanScheduled", { version: 2n, from: timeOf(35) }],
      [35, "PlanActivated", { version: 2n }],
      [36, "ProgrammePausedSet", { by: COMPANY, paused: true }],
      [37, "ProgrammePausedSet", { by: COMPANY, paused: false }],
      [38, "SalePlaced"],
      [39, "ReturnRejected", { id: 77n, reason: EVIDENCE }],
      [39, "ReturnAccepted", { id: 78n, by: COMPANY }],
      [40, "BatchRecorded", { placed: 4n, funder: COMPANY }],
      [41, "DistributorBound", { id: 2n, wallet: STRANGER, issuer: COMPANY }],
      [42, "RoleRevoked", granted("RANK_ROLE", COMPANY, TIMELOCK)],
    ];
    expect(findings(...later)).to.deep.equal([]);
    const { result, table } = check(bookOf([...BEGINNING, ...later]));
    expect(result.evidence).to.include({
      grants: 10,
      revocations: 1,
      holds: 1,
      holdsInPlace: 0,
      plans: 2,
      pauses: 2,
      rejections: 1,
      uses: 28,
    });
    const held = table.holdings.map(({ role: name }) => name);
    expect(held).to.include("PLAN_ROLE");
    expect(held).to.not.include("RANK_ROLE");
  });

  it("names a role that somebody gave or took without being the admin", () => {
    const [found] = findings([2, "RoleGranted", granted("HOLD_ROLE", STRANGER, STRANGER)]);
    expect(found).to.deep.equal({
      code: "power-without-role",
      subject: STRANGER,
      message: `${STRANGER} did this without the role that it needs: grant HOLD_ROLE`,
      expected: "DEFAULT_ADMIN_ROLE",
      found: "no such role",
      entry: AT,
    });
    expect(codes([2, "RoleRevoked", granted("HOLD_ROLE", COMPANY, STRANGER)])).to.deep.equal(["power-without-role"]);
    expect(codes([2, "RoleRevoked", granted("HOLD_ROLE", STRANGER)])).to.deep.equal(["role-not-held"]);
    expect(codes([2, "RoleAdminChanged", { role: role("HOLD_ROLE") }])).to.deep.equal(["role-admin-changed"]);
  });

  it("lets the revoker take operational roles, everybody his own, and nobody the admin's or the revoker's", () => {
    expect(codes([2, "RoleRevoked", granted("HOLD_ROLE", COMPANY, COMPANY)])).to.deep.equal([]);
    const others: readonly Happening[] = [
      [2, "RoleGranted", granted("REVOKER_ROLE", STRANGER)],
      [3, "RoleRevoked", granted("HOLD_ROLE", COMPANY, STRANGER)],
    ];
    expect(codes(...others)).to.deep.equal([]);
    expect(codes(...others, [4, "RoleRevoked", granted("REVOKER_ROLE", COMPANY, STRANGER)])).to.deep.equal([
      "power-without-role",
    ]);
    expect(codes(...others, [4, "RoleRevoked", granted("DEFAULT_ADMIN_ROLE", TIMELOCK, STRANGER)])).to.deep.equal([
      "power-without-role",
    ]);
  });

  it("names a power that was used by who had it not, where the event names him", () => {
    const by = STRANGER;
    expect(codes([2, "ProgrammePausedSet", { by, paused: true }])).to.deep.equal(["power-without-role"]);
    expect(codes([2, "ReturnAccepted", { by }])).to.deep.equal(["power-without-role"]);
    expect(codes([2, "BatchRecorded", { funder: by, placed: 1n }])).to.deep.equal(["power-without-role"]);
    expect(codes([2, "DistributorBound", { id: 2n, wallet: by, issuer: by }])).to.deep.equal(["power-without-role"]);
  });

  it("names a power that was used while nobody had it", () => {
    const uses: readonly (readonly [string, Happening])[] = [
      ["PLAN", [3, "PlanScheduled", { version: 2n, from: timeOf(33) }]],
      ["RANK", [3, "RanksSet", { evidence: EVIDENCE }]],
      ["HOLD", [3, "HoldPlaced", { id: 2n, reason: EVIDENCE, until: timeOf(4) }]],
      ["CATALOGUE", [3, "ProductAdded", { product: 9n }]],
      ["CATALOGUE", [3, "ProductClosed", { product: 9n, closed: true }]],
      ["RETURNS", [3, "ReturnRejected", { id: 7n, reason: EVIDENCE }]],
    ];
    for (const [name, use] of uses) {
      expect(codes(use), use[1]).to.deep.equal([]);
      const taken: Happening = [2, "RoleRevoked", granted(`${name}_ROLE`, COMPANY)];
      expect(codes(taken, use), use[1]).to.deep.equal(["power-of-nobody"]);
    }
    const admin: Happening = [2, "RoleRevoked", granted("DEFAULT_ADMIN_ROLE", TIMELOCK)];
    expect(codes(admin, [3, "ScreenScheduled", { screen: STRANGER, from: timeOf(33) }])).to.deep.equal([
      "power-of-nobody",
    ]);
  });

  it("names a plan without its notice, one that came early and one that nobody announced", () => {
    const [short] = findings([2, "PlanScheduled", { version: 2n, from: timeOf(32) - 1n }]);
    expect(short).to.include({
      code: "notice-too-short",
      subject: "plan 2",
      expected: timeOf(32),
      found: timeOf(32) - 1n,
    });
    const announced: Happening = [2, "PlanScheduled", { version: 2n, from: timeOf(32) }];
    const [early] = findings(announced, [31, "PlanActivated", { version: 2n }]);
    expect(early).to.include({ code: "before-notice", expected: timeOf(32), found: timeOf(31) });
    expect(
      codes(announced, [3, "PlanCancelled", { version: 2n }], [33, "PlanActivated", { version: 2n }]),
    ).to.deep.equal(["not-announced"]);
    expect(codes(announced, [3, "PlanCancelled", { version: 3n }])).to.deep.equal(["not-announced"]);
  });

  it("names a screen or a run contract without its notice, and a run contract that is set twice", () => {
    const named = (kind: string, days: number): Happening => [
      2,
      `${kind}Scheduled`,
      { [kind.toLowerCase()]: STRANGER, from: timeOf(days) },
    ];
    const set = (kind: string, days: number): Happening => [days, `${kind}Set`, { [kind.toLowerCase()]: STRANGER }];
    for (const kind of ["Screen", "Run"]) {
      expect(codes(named(kind, 32), set(kind, 32)), kind).to.deep.equal([]);
      expect(codes(named(kind, 31)), kind).to.deep.equal(["notice-too-short"]);
      expect(codes(named(kind, 32), set(kind, 31)), kind).to.deep.equal(["before-notice"]);
      expect(codes(set(kind, 40)), kind).to.deep.equal(["not-announced"]);
    }
    expect(codes(named("Run", 32), set("Run", 32), named("Run", 32), set("Run", 33))).to.deep.equal(["set-twice"]);
    expect(codes([2, "PoolSpent", { to: STRANGER, amount: 1n }])).to.deep.equal(["pool-without-run"]);
    expect(codes(named("Run", 32), set("Run", 32), [34, "PoolSpent", { amount: 1n }])).to.deep.equal([]);
  });

  it("names a hold that is too long, on another, or a fifth within two years", () => {
    const hold = (day: number, until: number): Happening => [
      day,
      "HoldPlaced",
      { id: 2n, reason: EVIDENCE, until: timeOf(until) },
    ];
    expect(codes(hold(2, 92))).to.deep.equal([]);
    expect(codes(hold(2, 93))).to.deep.equal(["hold-too-long"]);
    expect(codes(hold(2, 2))).to.deep.equal(["hold-too-long"]);
    expect(codes(hold(2, 50), hold(49, 60))).to.deep.equal(["hold-on-hold"]);
    expect(codes(hold(2, 50), hold(50, 60))).to.deep.equal([]);
    const four = [hold(2, 3), hold(4, 5), hold(6, 7), hold(8, 9)];
    expect(codes(...four, hold(731, 732))).to.deep.equal(["hold-too-often"]);
    expect(codes(...four, hold(732, 733))).to.deep.equal([]);
    expect(codes([2, "HoldLifted", { id: 2n }])).to.deep.equal(["hold-missing"]);
  });

  it("names sales and people while the programme was not open, and people imported after", () => {
    const beginning = BEGINNING.slice(0, -2);
    const early = (name: string) =>
      check(bookOf([...beginning, [1, name, { id: 3n }]])).result.findings.map(({ code }) => code);
    for (const name of ["SaleFinal", "SalePlaced", "DistributorEnrolled"]) {
      expect(early(name), name).to.deep.equal(["before-opening"]);
      const paused: Happening = [2, "ProgrammePausedSet", { by: COMPANY, paused: true }];
      expect(codes(paused, [3, name, { id: 3n }]), name).to.deep.equal(["while-paused"]);
    }
    expect(codes([2, "DistributorImported", { id: 3n }])).to.deep.equal(["import-after-opening"]);
    expect(codes([2, "ProgrammeOpened", { plan: 2n }])).to.deep.equal(["opened-twice"]);
  });

  it("takes nothing for proved while the history is not", () => {
    const { result } = check(bookOf(BEGINNING), false);
    expect(result.verdict).to.equal("unproved");
    expect(result.findings.map(({ code }) => code)).to.deep.equal(["history-incomplete"]);
  });

  it("goes on from where an earlier audit ended as if there had been none", () => {
    const later: readonly Happening[] = [
      [2, "PlanScheduled", { version: 2n, from: timeOf(32) }],
      [3, "HoldPlaced", { id: 2n, reason: EVIDENCE, until: timeOf(50) }],
      [31, "PlanActivated", { version: 2n }],
      [32, "HoldPlaced", { id: 2n, reason: EVIDENCE, until: timeOf(51) }],
      [33, "RoleGranted", granted("HOLD_ROLE", STRANGER, STRANGER)],
    ];
    const whole = check(bookOf([...BEGINNING, ...later]));
    const before = bookOf([...BEGINNING, ...later.slice(0, 2)]);
    const after = check(bookOf(later.slice(2), before, AT + 2));
    expect(whole.result.findings).to.have.length(3);
    expect(after).to.deep.equal(whole);
  });

  it("says who administers without a delay", () => {
    const book = bookOf(BEGINNING);
    expect(check(book).table.notes).to.deep.equal([
      `The admin ${TIMELOCK} is no timelock: what it does takes effect without a delay.`,
    ]);
    const reported = { address: TIMELOCK, delay: 2n * DAY, holders: {}, queue: [] };
    const { table, result } = checkPowers({ book, time: START, complete: true, timelocks: [reported], unread: [] });
    expect(table.notes).to.deep.equal([]);
    expect(result.evidence[`timelock ${TIMELOCK}, as reported`]).to.equal("delay 172800 s, nothing queued");
  });
});
