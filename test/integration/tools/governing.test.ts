import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { cancelOperation } from "../../../scripts/cancel-operation.ts";
import { cancelPlan } from "../../../scripts/cancel-plan.ts";
import { revokeRole } from "../../../scripts/revoke-role.ts";
import { sendProposal } from "../../../scripts/send-proposal.ts";
import { setScreen } from "../../../scripts/set-screen.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import { ToolBench } from "../../helpers/tools.ts";

// scripts/send-proposal.ts, cancel-operation.ts, set-screen.ts, on a programme that a timelock administers
// - what the admin does is proposed, scheduled, and executed after the delay, each once, however often it is sent
// - what is too early, of another chain or no proposal is refused before anything is sent
// - a screen is scheduled, withdrawn, set and taken away step by step
// - killed at any transaction and started again, everything is done once

const STRANGER = "0x000000000000000000000000000000000000bEEF";
const SCREEN = "0x000000000000000000000000000000000000a001";
const OTHER = "0x000000000000000000000000000000000000a002";

type Governed = Awaited<ReturnType<typeof ToolBench.governed>>;

describe("scripts for what the timelock does", () => {
  let bench: ToolBench;
  let programme: Governed["programme"];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    ({ bench, programme } = await ToolBench.governed());
    for (const address of [SCREEN, OTHER]) {
      await programme.ethers.provider.send("hardhat_setCode", [address, "0x600160005260206000f3"]);
    }
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const pass = (seconds: number) => programme.networkHelpers.time.increase(seconds);
  const proposer = () => ["--as", programme.proposer.address];
  const execution = (file: string) => file.replace(".json", "-execute.json");

  /** The files by which the timelock is to schedule a screen. */
  async function proposed(): Promise<string> {
    const file = bench.path("proposal.json");
    const { code, stderr } = await bench.run(setScreen, SCREEN, "--propose", file);
    expect(code, stderr).to.equal(0);
    return file;
  }

  it("act by proposal, schedule and execution, each once", async () => {
    const { core } = programme;
    const file = await proposed();
    expect(await bench.json(sendProposal, file, ...proposer())).to.include({ done: 1, already: 0 });
    expect(await bench.json(sendProposal, file, ...proposer())).to.include({ done: 0, already: 1 });

    const early = await bench.run(sendProposal, execution(file));
    expect([early.code, /can be executed from 20.* on/.test(early.stderr)]).to.deep.equal([1, true]);
    await pass(2 * DAY);
    expect(await bench.json(sendProposal, execution(file))).to.include({ done: 1 });
    expect((await core.screening()).next.toLowerCase()).to.equal(SCREEN);
    expect(await bench.json(sendProposal, execution(file))).to.include({ done: 0, already: 1 });
  });

  it("are sent once, though they were killed", async () => {
    const file = await proposed();
    for (const when of ["before", "after"] as const) {
      await bench.kill("scripts/send-proposal.ts", [file, ...proposer()], { nth: 1, when });
    }
    expect(await bench.json(sendProposal, file, ...proposer())).to.include({ done: 0, already: 1 });
    await pass(2 * DAY);
    for (const when of ["before", "after"] as const) {
      await bench.kill("scripts/send-proposal.ts", [execution(file)], { nth: 1, when });
    }
    expect(await bench.json(sendProposal, execution(file))).to.include({ done: 0, already: 1 });
  });

  it("refuse what is not scheduled, not the timelock's, of another chain or no proposal", async () => {
    const file = await proposed();
    const height = await bench.height();
    const good = JSON.parse(bench.read("proposal.json")) as { transactions: Record<string, unknown>[] };
    const changed = (changes: Record<string, unknown>) =>
      bench.file("bad.json", JSON.stringify({ ...good, ...changes }));
    const [call] = good.transactions;
    const refused = async (wrong: string, expected: string) => {
      const { code, stderr } = await bench.run(sendProposal, wrong, ...proposer());
      expect([code, stderr.replace(/\s+/g, " ")]).to.satisfy(
        ([c, text]: [number, string]) => c === 1 && text.includes(expected),
        stderr,
      );
    };
    await refused(execution(file), "is not scheduled");
    await refused(changed({ chainId: "1" }), 'chainId is "1", expected 31337');
    await refused(changed({ transactions: [{ ...call, to: STRANGER }] }), "expected the timelock");
    await refused(changed({ transactions: [{ ...call, to: "0x12" }] }), "transactions[0].to");
    await refused(changed({ transactions: [{ ...call, data: "tea" }] }), "bytes in hexadecimal digits");
    await refused(
      changed({ transactions: [{ ...call, data: "0x12345678" }] }),
      "a call of scheduleBatch or executeBatch",
    );
    await refused(changed({ transactions: [{ ...call, value: "1" }] }), "transactions[0].value");
    await refused(changed({ transactions: {} }), "a list");
    await refused(changed({ chainId: 31_337 }), "as text");
    await refused(bench.file("bad.json", "tea"), "JSON");
    await refused(bench.file("bad.json", "4711"), "an object");
    await refused(bench.path("nowhere.json"), "no such file");
    expect(await bench.height()).to.equal(height);
  });

  it("withdraw an operation once, though they were killed", async () => {
    const file = await proposed();
    await bench.run(sendProposal, file, ...proposer());
    const lock = await programme.ethers.getContractAt("Timelock", await programme.timelock.getAddress());
    const [event] = await lock.queryFilter(lock.filters.CallScheduled());
    const operation = event!.args.id;
    const other = await bench.run(cancelOperation, operation, "--as", programme.deployer.address);
    expect(other.code).to.equal(1);
    for (const when of ["before", "after"] as const) {
      await bench.kill("scripts/cancel-operation.ts", [operation, ...proposer()], { nth: 1, when });
    }
    expect(await lock.isOperation(operation)).to.equal(false);
    expect(await bench.json(cancelOperation, operation)).to.include({ operation, done: 0, already: 1 });
    expect((await bench.run(cancelOperation, "0x12")).code).to.equal(2);
  });

  it("lets the revoker take back what a stolen key scheduled, when nobody else may any more", async () => {
    const { core, operator } = programme;
    const from = BigInt(await programme.networkHelpers.time.latest()) + BigInt(2 * NOTICE);
    await core.connect(operator).schedulePlan(plan(), from, "{}");
    await bench.json(revokeRole, "PLAN_ROLE", operator.address);
    expect(await bench.json(cancelPlan, "2")).to.include({ done: 1, account: operator.address });
    expect(await bench.json(cancelPlan, "2")).to.include({ done: 0, already: 1 });
  });

  describe("set-screen", () => {
    /** Lets the timelock do what a run of the tool proposes. */
    async function carriedOut(...args: readonly string[]): Promise<void> {
      const file = bench.path("screen.json");
      const { code, stderr } = await bench.run(setScreen, ...args, "--propose", file);
      expect(code, stderr).to.equal(0);
      await bench.json(sendProposal, file, ...proposer());
      await pass(2 * DAY);
      await bench.json(sendProposal, execution(file));
    }

    const text = async (...args: readonly string[]) => (await bench.run(setScreen, ...args)).stdout;
    const inPlace = async () => (await programme.core.screening()).screen;

    it("schedules a screen and, after the notice, sets it", async () => {
      await carriedOut(SCREEN);
      expect(await text(SCREEN)).to.match(/Scheduled is screen 0x.*A001, to be set from 20/i);
      expect(await inPlace()).to.equal(ZeroAddress);
      await pass(NOTICE);
      expect(await bench.json(setScreen, SCREEN)).to.include({ done: 1 });
      expect((await inPlace()).toLowerCase()).to.equal(SCREEN);
      expect(await text(SCREEN)).to.include("In place is screen");
    });

    it("replaces one by another, and by none", async () => {
      await carriedOut(SCREEN);
      await pass(NOTICE);
      await bench.run(setScreen, SCREEN);
      for (const [next, then] of [
        [OTHER, OTHER],
        ["none", ZeroAddress],
      ] as const) {
        await carriedOut(next);
        await pass(NOTICE);
        await bench.kill("scripts/set-screen.ts", [next], { nth: 1, when: next === "none" ? "before" : "after" });
        await bench.json(setScreen, next);
        expect((await inPlace()).toLowerCase()).to.equal(then);
        expect(await bench.json(setScreen, next)).to.include({ done: 0, already: 1 });
      }
    });

    it("withdraws what is scheduled, and nothing else", async () => {
      expect(await text(SCREEN, "--withdraw")).to.include("Nothing to withdraw");
      await carriedOut(SCREEN);
      expect(await text(OTHER, "--withdraw")).to.include("Nothing to withdraw");
      expect(await bench.json(setScreen, SCREEN, "--withdraw")).to.include({ account: programme.operator.address });
      expect((await programme.core.screening()).from).to.equal(0n);
    });
  });
});
