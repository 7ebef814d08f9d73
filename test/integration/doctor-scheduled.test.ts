import { expect } from "chai";
import { getAddress, id as hash, ZeroAddress, ZeroHash } from "ethers";
import { formatTime, Upline__factory } from "../../packages/protocol/src/index.ts";
import { kindsOf } from "../../scripts/doctor/scheduled.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { findingsIn, Patient, uncheckedIn } from "../helpers/patient.ts";
import { DAY, NOTICE, plan } from "../helpers/programme.ts";
import { runScript } from "../helpers/script.ts";

// scripts/doctor.ts, on what is scheduled
// - a plan, until it takes over or is withdrawn
// - a run contract, named and set
// - an operation of the timelock, in words, until it is executed or cancelled
// - what its operators say they know of is no finding, and nothing else is passed over by it

interface Screen {
  readonly address: string;
  readonly code: string;
}

const TREASURY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const OPERATOR = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const PROPOSER = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
const STRANGER = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";

describe("scripts/doctor.ts, what is scheduled", () => {
  let patient: Patient;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    patient = await Patient.deploy();
    restore = await patient.snapshot();
  });

  afterEach(() => restore());
  after(() => patient.close());

  const now = async () => BigInt(await patient.chain.inside.networkHelpers.time.latest());
  const pass = (seconds: number) => patient.chain.inside.networkHelpers.time.increase(seconds);

  it("covers every change for which the core has a notice", () => {
    const kinds = kindsOf(Upline__factory.createInterface());
    expect(kinds).to.include.members(["Plan", "Run"]);
  });

  it("names a plan, until it takes over", async () => {
    const from = (await now()) + BigInt(NOTICE) + 3_600n;
    await (await patient.coreAs(OPERATOR)).schedulePlan(plan(), from, "{}");
    const finding = `2, from ${formatTime(from)}; if you know of it: --allow plan:2`;
    expect(await patient.findings()).to.deep.equal({ "scheduled plan": finding });
    expect(await patient.findings({ allowed: ["plan:2"] })).to.deep.equal({});
    expect(await patient.findings({ allowed: ["plan:3", "run:2", "operation:2"] })).to.have.property("scheduled plan");

    await pass(NOTICE + 7_200);
    const { checks } = await patient.examine();
    expect(checks.filter(({ verdict }) => verdict !== "ok")).to.deep.equal([]);
    const details = new Map(checks.map(({ subject, detail }) => [subject, detail]));
    expect(details.get("scheduled plan")).to.equal("none; plan 2 has taken over");
    expect(details.get("plan in force")).to.equal("plan 2, as it was published");
  });

  it("does not name a plan that was withdrawn", async () => {
    const core = await patient.coreAs(OPERATOR);
    await core.schedulePlan(plan(), (await now()) + BigInt(NOTICE) + 3_600n, "{}");
    await core.cancelPlan();
    expect(await patient.findings()).to.deep.equal({});
  });

  it("names a run contract that is to spend the pool, and one that may", async () => {
    const run = await (await patient.chain.inside.ethers.deployContract("MockRun")).getAddress();
    const core = await patient.coreAs(patient.deployment.timelock);
    await core.scheduleRun(run);
    const named = await patient.findings();
    expect(Object.keys(named)).to.deep.equal(["scheduled run"]);
    expect(named["scheduled run"]).to.match(new RegExp(`^${run}, from 2026-.*--allow run:${run}$`));

    await pass(NOTICE);
    expect((await patient.findings())["scheduled run"]).to.include("due since");
    await core.setRun();
    expect(Object.keys(await patient.findings())).to.deep.equal(["run contract"]);
    expect(await patient.findings({ allowed: [`run:${run.toLowerCase()}`] })).to.deep.equal({});
  });

  it("names a screen, what the build knows of it, and what it answers", async () => {
    const [lets, refuses, silent] = [
      ["0x000000000000000000000000000000000000a001", "0x600160005260206000f3"],
      ["0x000000000000000000000000000000000000a002", "0x60206000f3"],
      ["0x000000000000000000000000000000000000a003", "0x60006000fd"],
    ].map(([address = "", code = ""]) => ({ address: getAddress(address), code })) as [Screen, Screen, Screen];
    const admin = await patient.coreAs(patient.deployment.timelock);
    const set = async ({ address, code }: Screen) => {
      await patient.provider.send("hardhat_setCode", [address, code]);
      await admin.scheduleScreen(address);
      await pass(NOTICE);
      await admin.setScreen();
      return patient.examine({ allowed: [`screen:${address}`] });
    };
    const good = await set(lets);
    expect(findingsIn(good)).to.deep.equal({});
    expect(uncheckedIn(good)["code of the screen"]).to.match(/^0x.*A001: the build has no contract of this code, 0x/i);
    expect(Object.keys(await patient.findings())).to.deep.equal(["screen contract"]);
    expect(findingsIn(await set(refuses))).to.deep.equal({
      "screen answers": `it refuses the company's wallet ${TREASURY}`,
    });
    expect(findingsIn(await set(silent))).to.deep.equal({
      "screen answers": "it gives no answer, and so lets everybody through",
    });
    await admin.scheduleScreen(ZeroAddress);
    expect(Object.keys(await patient.findings())).to.deep.equal([
      "screen answers",
      "screen contract",
      "scheduled screen",
    ]);
    await pass(NOTICE);
    await admin.setScreen();
    expect(await patient.findings()).to.deep.equal({});
  });

  describe("an operation of the timelock", () => {
    const grant = async () => {
      const core = await patient.coreAs(STRANGER);
      return core.interface.encodeFunctionData("grantRole", [hash("PLAN_ROLE"), STRANGER]);
    };
    const call = async () => [patient.deployment.core, 0, await grant(), ZeroHash, ZeroHash] as const;

    async function schedule(): Promise<string> {
      const lock = await patient.timelockAs(PROPOSER);
      await lock.schedule(...(await call()), 2 * DAY);
      return lock.hashOperation(...(await call()));
    }

    it("is named with what it will do, until it is executed", async () => {
      const operation = await schedule();
      const findings = await patient.findings();
      expect(Object.keys(findings)).to.deep.equal(["timelock operation"]);
      expect(findings["timelock operation"])
        .to.include(`core.grantRole(${hash("PLAN_ROLE")}, ${STRANGER}), from 2026-`)
        .and.to.include(`--allow operation:${operation}`);
      expect(await patient.findings({ allowed: [`operation:${operation}`] })).to.deep.equal({});

      await pass(2 * DAY);
      expect(Object.keys(await patient.findings())).to.deep.equal(["timelock operation"]);
      await (await patient.timelockAs(STRANGER)).execute(...(await call()));
      expect(await patient.findings()).to.deep.equal({ "core PLAN_ROLE": `${STRANGER} holds it and is not to` });
    });

    it("is not named once it is cancelled", async () => {
      const operation = await schedule();
      await (await patient.timelockAs(PROPOSER)).cancel(operation);
      expect(await patient.findings()).to.deep.equal({});
    });

    it("is named call by call, and by its first bytes where the build knows no such function", async () => {
      const { core, timelock, token } = patient.deployment;
      const lock = await patient.timelockAs(PROPOSER);
      const delay = lock.interface.encodeFunctionData("updateDelay", [0]);
      const targets = [core, timelock, token, core];
      const data = [await grant(), delay, "0xa9059cbb", "0x12345678"];
      await lock.scheduleBatch(targets, [0, 0, 0, 0], data, ZeroHash, ZeroHash, 2 * DAY);
      expect((await patient.findings())["timelock operation"])
        .to.match(/^core\.grantRole\(/)
        .and.to.include(
          `, then timelock.updateDelay(0), then ${token} with 0xa9059cbb, then core with 0x12345678, from`,
        );
    });
  });

  it("is let pass at the command line as well", async () => {
    await (await patient.coreAs(OPERATOR)).schedulePlan(plan(), (await now()) + BigInt(2 * NOTICE), "{}");
    const place = ["--network", "localhost", "--rpc", patient.chain.url, "--deployment-id", patient.id];
    const [found, known] = [
      await runScript("scripts/doctor.ts", ...place),
      await runScript("scripts/doctor.ts", ...place, "--allow", "plan:2", "paused"),
    ];
    expect(found.code, found.stderr).to.equal(3);
    expect(found.stdout).to.include("--allow plan:2");
    expect(known.code, known.stderr).to.equal(0);
  });
});
