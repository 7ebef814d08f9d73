import { BUILDS, type Build, MODULE_CONTRACTS, partsOf } from "@upline/protocol";
import { expect } from "chai";
import { concat, getAddress, keccak256, toBeHex } from "ethers";
import { type CodeSubject, checkCode } from "../../src/checks/code.ts";
import { CodeForeign, StateUnavailable } from "../../src/proofs/faults.ts";

// The check of code, on contracts made up here: some bytes, then the immutables, each twice

const address = (number: number) => getAddress(toBeHex(number, 20));
const [CORE, TIMELOCK, PERSON, SCREEN] = [address(1), address(90), address(91), address(92)];
const MODULES = Object.keys(MODULE_CONTRACTS);

const SUBJECT: CodeSubject = {
  address: CORE,
  chainId: 31_337n,
  settings: {
    token: address(80),
    start: 1n,
    periodLength: 2_592_000n,
    notice: 30n,
    decisionTime: 7n,
    rulingTime: 9n,
    cap: 3_500n,
    markup: 0n,
    openToAll: true,
  },
  modules: Object.fromEntries(MODULES.map((name, i) => [name, address(10 + i)])),
  admins: [TIMELOCK],
  attached: {},
};

/** Code of a contract: its name's hash, then each word at two places, then the end. */
function codeOf(contract: string, words: ReadonlyMap<string, bigint>): string {
  const word = (value: bigint) => toBeHex(value, 32);
  return concat([
    keccak256(Buffer.from(contract)),
    ...[...words.values()].flatMap((value) => [word(value), word(value)]),
    "0xfe",
  ]);
}

function buildOf(contract: string, names: Iterable<string>): Build {
  const immutables = [...names].map((name, i) => ({ name, places: [32 + 64 * i, 64 + 64 * i] }));
  const code = codeOf(contract, new Map(immutables.map(({ name }) => [name, 0n])));
  return { contract, length: (code.length - 2) / 2, hash: keccak256(code), immutables };
}

const PARTS = partsOf(SUBJECT);
const NONE: ReadonlyMap<string, bigint> = new Map();
const builds = new Map(
  [
    ...PARTS.map(({ contract, immutables }) => buildOf(contract, immutables.keys())),
    ...["Timelock", "SanctionsScreen"].map((contract) => buildOf(contract, [])),
  ].map((build) => [build.contract, build]),
);

/** What the chain has, by address. */
function chain(): Map<string, string> {
  const code = PARTS.map(({ contract, address: at, immutables }) => [at, codeOf(contract, immutables)] as const);
  return new Map([...code, [TIMELOCK, codeOf("Timelock", NONE)], [SCREEN, codeOf("SanctionsScreen", NONE)]]);
}

const check = (code: ReadonlyMap<string, string>, subject = SUBJECT) =>
  checkCode(subject, async (at) => code.get(at) ?? "0x", builds);

/** Replaces a byte of code. */
const altered = (code: string, at: number) => `${code.slice(0, 2 + 2 * at)}00${code.slice(4 + 2 * at)}`;

describe("the check of code", () => {
  it("verifies core, modules and timelock, and every value in their code", async () => {
    const { verdict, findings, summary, evidence } = await check(chain());
    expect(verdict).to.equal("verified");
    expect(findings).to.deep.equal([]);
    const values = PARTS.reduce((sum, { immutables }) => sum + immutables.size, 0);
    expect(values).to.equal(9 + 10 * 16);
    expect(summary).to.equal(
      `Core, modules and timelock, 11 contracts, have the published code; ${values} values in it are those they were created with.`,
    );
    expect(evidence["core"]).to.equal(`${CORE} ${keccak256(chain().get(CORE) ?? "")}`);
    expect(evidence["module payouts"]).to.match(new RegExp(`^${SUBJECT.modules["payouts"]} 0x[0-9a-f]{64}$`));
  });

  it("names a contract whose code is another's in one byte, and goes on with the others", async () => {
    const code = chain();
    const at = SUBJECT.modules["payouts"] ?? "";
    code.set(at, altered(code.get(at) ?? "", 3));
    const { verdict, findings, summary } = await check(code);
    expect(verdict).to.equal("mismatch");
    expect(findings).to.have.length(1);
    expect(findings[0]).to.include({
      code: "code-foreign",
      subject: "module payouts",
      expected: builds.get("Payouts")?.hash,
    });
    expect(findings[0]?.message).to.include(`the code at ${at} is not that of Payouts`);
    expect(summary).to.equal("10 of 11 contracts have the published code and the values they were created with.");
  });

  it("names code that is longer than the build's, and an address without code", async () => {
    const code = chain();
    code.set(CORE, `${code.get(CORE)}00`);
    code.delete(SUBJECT.modules["offers"] ?? "");
    const { verdict, findings } = await check(code);
    expect(verdict).to.equal("mismatch");
    expect(findings.map(({ code: kind, subject }) => [kind, subject])).to.deep.equal([
      ["code-foreign", "core"],
      ["code-missing", "module offers"],
    ]);
  });

  it("names a value that is not what the programme was created with, in one place alone too", async () => {
    const code = chain();
    const cap = builds.get("Upline")?.immutables.find(({ name }) => name === "_cap")?.places ?? [];
    code.set(CORE, altered(code.get(CORE) ?? "", (cap.at(-1) ?? 0) + 30));
    const { verdict, findings } = await check(code);
    expect(verdict).to.equal("mismatch");
    expect(findings).to.deep.equal([
      {
        code: "value-differs",
        subject: "core",
        message: "in the code, _cap is 0x0dac and 0xac, expected 0x0dac",
      },
    ]);
  });

  it("names a module in the place of another, which has the same settings", async () => {
    const { modules } = SUBJECT;
    const swapped = { ...modules, quotes: modules["offers"] ?? "", offers: modules["quotes"] ?? "" };
    const { verdict, findings } = await check(chain(), { ...SUBJECT, modules: swapped });
    expect(verdict).to.equal("mismatch");
    expect(findings.map(({ code: kind, subject }) => [kind, subject])).to.deep.equal([
      ["value-differs", "core"],
      ["value-differs", "core"],
      ["code-foreign", "module quotes"],
      ["code-foreign", "module offers"],
    ]);
  });

  it("says which code could not be proved, and which the source lied about", async () => {
    const code = chain();
    const [silent, liar] = [SUBJECT.modules["network"] ?? "", SUBJECT.modules["catalogue"] ?? ""];
    const read = (lies: boolean) => async (at: string) => {
      if (at === silent) throw new StateUnavailable(7n, at, [], "pruned");
      if (at === liar && lies) throw new CodeForeign(at, "0x01", "0x02");
      return code.get(at) ?? "0x";
    };
    const incomplete = await checkCode(SUBJECT, read(false), builds);
    expect(incomplete.verdict).to.equal("unproved");
    expect(incomplete.findings.map(({ code: kind, subject }) => [kind, subject])).to.deep.equal([
      ["state-unavailable", "module network"],
    ]);
    const lied = await checkCode(SUBJECT, read(true), builds);
    expect(lied.verdict).to.equal("mismatch");
    expect(lied.findings[1]).to.include({ code: "code-hash-differs", subject: "module catalogue", expected: "0x01" });
  });

  it("takes an admin with code for the timelock, and a person for none", async () => {
    const code = chain();
    const person = await check(code, { ...SUBJECT, admins: [PERSON] });
    expect(person).to.include({ verdict: "verified" });
    expect(person.summary).to.include("10 contracts");
    const foreign = await check(code, { ...SUBJECT, admins: [SCREEN] });
    expect(foreign.verdict).to.equal("mismatch");
    expect(foreign.findings[0]).to.include({ code: "code-foreign", subject: `admin ${SCREEN}` });
  });

  it("tells whose code attached contracts have, without judging them", async () => {
    const code = chain().set(PERSON, "0x6000");
    const { verdict, evidence } = await check(code, { ...SUBJECT, attached: { screen: SCREEN, run: PERSON } });
    expect(verdict).to.equal("verified");
    expect(evidence["screen"]).to.match(new RegExp(`^${SCREEN} 0x[0-9a-f]{64} SanctionsScreen$`));
    expect(evidence["run"]).to.match(new RegExp(`^${PERSON} 0x[0-9a-f]{64} not of this version$`));
  });

  it("knows what every value in the published code of core and modules must be", () => {
    for (const { contract, immutables } of PARTS) {
      const names = BUILDS.get(contract)?.immutables.map(({ name }) => name) ?? [];
      expect(names.length, contract).to.be.greaterThan(5);
      expect(
        names.filter((name) => !immutables.has(name)),
        contract,
      ).to.deep.equal([]);
    }
    for (const contract of ["Timelock", "SanctionsScreen"]) expect(BUILDS.get(contract)?.length).to.be.greaterThan(100);
  });
});
