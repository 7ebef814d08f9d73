import { expect } from "chai";
import { AbiCoder, id as hash, keccak256, toBeHex, ZeroHash } from "ethers";
import { readBuilt } from "../../scripts/doctor/build.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { Patient } from "../helpers/patient.ts";
import { DAY } from "../helpers/programme.ts";
import { runScript } from "../helpers/script.ts";

// scripts/doctor.ts, on a programme as scripts/deploy.ts leaves it
// - all is as expected, and nothing is left unchecked
// - other code, another value in it, another value than the file's
// - a holder too many or too few, a deployer who kept something, another delay
// - what is scheduled, and what its operators say they know of
// - exit codes, help, what a person and a machine see

const DEPLOYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const TREASURY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const OPERATOR = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const PROPOSER = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
const STRANGER = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";

describe("scripts/doctor.ts", () => {
  let patient: Patient;
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    patient = await Patient.deploy();
    restore = await patient.snapshot();
  });

  afterEach(() => restore());
  after(() => patient.close());

  const subjects = (findings: Record<string, string>) => Object.keys(findings);

  it("finds nothing wrong with a programme as it was deployed, and leaves nothing unchecked", async () => {
    const { checks, findings, unchecked, core, chainId, block } = await patient.examine();
    expect(checks.filter(({ verdict }) => verdict !== "ok")).to.deep.equal([]);
    expect({ findings, unchecked, core, chainId }).to.deep.equal({
      findings: 0,
      unchecked: 0,
      core: patient.deployment.core,
      chainId: 31_337n,
    });
    expect(block).to.equal(await patient.provider.getBlockNumber());
    for (const module of Object.keys(patient.deployment.modules)) {
      expect(checks.map(({ subject }) => subject)).to.include.members([`module ${module}`, `module ${module}, values`]);
    }
  });

  it("looks at every role of the contract, and at every setting", async () => {
    const { checks } = await patient.examine();
    const looked = checks.map(({ subject }) => subject);
    const core = await patient.coreAs(STRANGER);
    core.interface.forEachFunction(({ name }) => {
      if (name.endsWith("_ROLE")) expect(looked).to.include(`core ${name}`);
    });
    const [settings] = core.interface.getFunction("settings").outputs;
    expect(looked).to.include.members(settings?.components?.map(({ name }) => name) ?? ["none"]);
  });

  describe("code", () => {
    it("of each contract is the build's", async () => {
      const { core, timelock, token, modules } = patient.deployment;
      const parts = Object.entries(modules).map(([name, address]) => [`module ${name}`, address] as const);
      for (const [subject, address] of [["core", core], ["timelock", timelock], ["token", token], ...parts] as const) {
        await patient.spoil(address);
        const findings = await patient.findings();
        expect(subjects(findings)).to.deep.equal([subject]);
        expect(findings[subject]).to.match(new RegExp(`^the code at ${address} is not that of \\w+: its hash without`));
        await restore();
      }
    });

    it("is not that of another length", async () => {
      const { timelock } = patient.deployment;
      const code = await patient.provider.getCode(timelock);
      await patient.provider.send("hardhat_setCode", [timelock, `${code}00`]);
      expect(subjects(await patient.findings())).to.deep.equal(["timelock"]);
    });

    it("has every value filled in as the programme was created with", async () => {
      const { modules, core } = patient.deployment;
      const cases = [
        ["PlanBook", "_notice", "module planBook, values", modules.planBook],
        ["Catalogue", "_token", "module catalogue, values", modules.catalogue],
        ["Network", "_cachedThis", "module network, values", modules.network],
        ["Upline", "_quotes", "core, values", core],
      ] as const;
      for (const [contract, name, subject, address] of cases) {
        for (const place of await placesOf(contract, name)) await patient.patch(address, place, toBeHex(77, 32));
        const findings = await patient.findings();
        expect(subjects(findings), name).to.deep.equal([subject]);
        expect(findings[subject]).to.match(new RegExp(`^${name} is 0x4d, expected 0x[0-9a-f]+$`));
        await restore();
      }
    });

    it("has a value filled in alike everywhere", async () => {
      const places = await placesOf("Upline", "_token");
      expect(places.length).to.be.greaterThan(1);
      await patient.patch(patient.deployment.core, places.at(-1)!, toBeHex(77, 32));
      expect((await patient.findings())["core, values"]).to.match(/^_token is 0x[0-9a-f]+ and 0x4d, expected /);
    });

    async function placesOf(contract: string, name: string) {
      const { immutables } = await readBuilt(contract);
      const places = immutables.filter((one) => one.name === name).flatMap((one) => one.places);
      expect(places, `${name} of ${contract}`).not.to.deep.equal([]);
      return places;
    }
  });

  describe("settings", () => {
    const other = (changes: Record<string, unknown>) => ({
      parameters: { ...patient.parameters, values: { ...patient.parameters.values, ...changes } },
    });

    it("are the file's", async () => {
      const changes = { start: 1, periodLength: 86_400, notice: 0n, cap: 3_400, openToAll: true, token: STRANGER };
      for (const [name, value] of Object.entries(changes)) {
        const findings = await patient.findings(other({ [name]: value }));
        expect(subjects(findings), name).to.deep.equal([name]);
        expect(findings[name]).to.match(new RegExp(`, expected ${value}$`));
      }
    });

    it("have the file's first plan and its document", async () => {
      const plan = patient.parameters.values["plan"] as Record<string, unknown>;
      const terms = await patient.findings(other({ plan: { ...plan, walk: 15, rates: [1, 2] } }));
      expect(subjects(terms)).to.deep.equal(["first plan"]);
      expect(terms["first plan"]).to.include("walk is 16, expected 15").and.to.include("expected [1, 2]");
      const document = await patient.findings(other({ planDocument: "another" }));
      expect(document).to.deep.equal({ "first plan": "its document is not the file's" });
    });

    it("cannot be compared without a file, nor can holders", async () => {
      const { checks, findings, unchecked } = await patient.examine({ parameters: undefined });
      expect(findings).to.equal(0);
      const left = checks.filter(({ verdict }) => verdict === "unchecked");
      expect(left.map(({ subject }) => subject)).to.include.members([
        "cap",
        "first plan",
        "core PLAN_ROLE",
        "timelock delay",
        "company's wallet",
      ]);
      expect(left.every(({ detail }) => detail.includes("no parameter file"))).to.equal(true);
      expect(unchecked).to.equal(left.length);
    });

    it("say that a pause is one, unless it is known", async () => {
      await (await patient.coreAs(OPERATOR)).setPaused(true);
      expect(await patient.findings()).to.deep.equal({ paused: `yes, by ${OPERATOR}: no enrolments and no sales` });
      expect(await patient.findings({ allowed: ["paused"] })).to.deep.equal({});
      await (await patient.coreAs(OPERATOR)).setPaused(false);
      expect(await patient.findings()).to.deep.equal({});
    });
  });

  describe("powers", () => {
    const ADMIN = ZeroHash;

    it("are nobody's whom the file does not name", async () => {
      const admin = await patient.coreAs(patient.deployment.timelock);
      await admin.grantRole(hash("PLAN_ROLE"), STRANGER);
      expect(await patient.findings()).to.deep.equal({ "core PLAN_ROLE": `${STRANGER} holds it and is not to` });
      await admin.grantRole(hash("JANITOR_ROLE"), STRANGER);
      expect((await patient.findings())[`core ${hash("JANITOR_ROLE")}`]).to.equal(`${STRANGER} holds it and is not to`);
    });

    it("are everybody's whom the file names", async () => {
      await (await patient.coreAs(patient.deployment.timelock)).revokeRole(hash("RANK_ROLE"), OPERATOR);
      expect(await patient.findings()).to.deep.equal({ "core RANK_ROLE": `${OPERATOR} is to hold it and does not` });
    });

    it("are not the deployer's", async () => {
      await (await patient.coreAs(patient.deployment.timelock)).grantRole(ADMIN, DEPLOYER);
      expect(await patient.findings()).to.deep.equal({
        "core DEFAULT_ADMIN_ROLE": `${DEPLOYER} holds it and is not to`,
        deployer: `${DEPLOYER} still holds DEFAULT_ADMIN_ROLE of the core`,
      });
    });

    it("of the admin are a timelock's", async () => {
      const admin = await patient.coreAs(patient.deployment.timelock);
      await admin.grantRole(ADMIN, STRANGER);
      await admin.renounceRole(ADMIN, patient.deployment.timelock);
      const findings = await patient.findings();
      expect(findings["timelock"]).to.include("no contract holds the admin role");
      expect(findings["core DEFAULT_ADMIN_ROLE"]).to.equal(`${STRANGER} holds it and is not to`);
    });

    it("of the timelock are as the file says, and so is its delay", async () => {
      const own = await patient.timelockAs(patient.deployment.timelock);
      await own.grantRole(hash("PROPOSER_ROLE"), DEPLOYER);
      await own.revokeRole(hash("CANCELLER_ROLE"), PROPOSER);
      await own.updateDelay(DAY);
      expect(await patient.findings()).to.deep.equal({
        "timelock delay": "1 day, expected 2 days",
        "timelock PROPOSER_ROLE": `${DEPLOYER} holds it and is not to`,
        "timelock CANCELLER_ROLE": `${PROPOSER} is to hold it and does not`,
        deployer: `${DEPLOYER} still holds PROPOSER_ROLE of the timelock`,
      });
    });

    it("are those of the events", async () => {
      // OpenZeppelin's AccessControl: the first word of storage is the mapping of roles, each with its members first.
      const coder = AbiCoder.defaultAbiCoder();
      const members = keccak256(coder.encode(["bytes32", "uint256"], [hash("EXECUTOR_ROLE"), 0]));
      const slot = keccak256(coder.encode(["address", "bytes32"], [PROPOSER, members]));
      await patient.provider.send("hardhat_setStorageAt", [patient.deployment.timelock, slot, toBeHex(1, 32)]);
      expect((await patient.findings())["timelock EXECUTOR_ROLE"]).to.include(
        `${PROPOSER} holds it by the contract, not by the events`,
      );
    });

    it("leave the company's wallet to the company, wherever it moved", async () => {
      const values = { ...patient.parameters.values, treasury: STRANGER };
      const other = { parameters: { ...patient.parameters, values } };
      const finding = { "company's wallet": `${TREASURY}, expected ${STRANGER}` };
      expect(await patient.findings(other)).to.deep.equal(finding);
      await (await patient.coreAs(TREASURY)).proposeWallet(STRANGER);
      await (await patient.coreAs(STRANGER)).acceptWallet(TREASURY);
      expect(await patient.findings(other)).to.deep.equal({});
      expect(await patient.findings()).to.deep.equal({ "company's wallet": `${STRANGER}, expected ${TREASURY}` });
    });
  });

  describe("the command", () => {
    const place = () => ["--network", "localhost", "--rpc", patient.chain.url, "--deployment-id", patient.id];

    it("ends with 0 where all is as expected, and shows a person and a machine every check", async () => {
      const [text, machine] = [
        await runScript("scripts/doctor.ts", ...place()),
        await runScript("scripts/doctor.ts", ...place(), "--json", "--strict"),
      ];
      expect(text.code, text.stderr).to.equal(0);
      expect(text.stdout)
        .to.include("What is scheduled")
        .and.to.match(/✓ \d+ checks, no finding/);
      expect(text.stdout).not.to.match(/✗|–/);
      expect(machine.code, machine.stderr).to.equal(0);
      const { checks } = await patient.examine();
      expect(JSON.parse(machine.stdout).checks).to.deep.equal(checks);
    });

    it("ends with 3 on a finding, and with --strict on what could not be checked", async () => {
      const found = await runScript("scripts/doctor.ts", ...place(), "--parameters", "deploy/parameters/sepolia.json");
      expect(found.code, found.stderr).to.equal(3);
      expect(found.stdout)
        .to.match(/✗ +core PLAN_ROLE/)
        .and.to.match(/✗ \d+ checks, \d+ findings/);
    });

    it("explains itself, and ends with 2 on wrong usage and 1 on failure", async () => {
      const [help, unnamed, nowhere] = await Promise.all([
        runScript("scripts/doctor.ts", "--help"),
        runScript("scripts/doctor.ts"),
        runScript("scripts/doctor.ts", ...place(), "--core", STRANGER),
      ]);
      expect(help.code).to.equal(0);
      expect(help.stdout).to.include("--allow").and.to.include("--parameters");
      expect(unnamed.code).to.equal(2);
      expect(nowhere.code).to.equal(1);
      expect(nowhere.stderr).to.include(`there is no contract at ${STRANGER}`);
    });
  });
});
