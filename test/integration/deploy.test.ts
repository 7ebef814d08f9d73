import { appendFileSync, cpSync, existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { id as hash, ZeroAddress } from "ethers";
import hre from "hardhat";
import { Timelock__factory, Upline__factory } from "../../packages/protocol/src/index.ts";
import { deployProgramme, type Outcome, RecordStale } from "../../scripts/deployment/deploy-programme.ts";
import {
  checkParameters,
  ParameterInvalid,
  type Parameters,
  ParametersMissing,
  readParameters,
} from "../../scripts/deployment/parameters.ts";
import { checkHandedOver, DeployerKeepsPower } from "../../scripts/deployment/powers.ts";
import { DeploymentRecord, findFault, findLost } from "../../scripts/deployment/record.ts";
import { TransactionWaiting } from "../../scripts/operator/pending.ts";
import { type Chain, startChain } from "../helpers/chain.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { type KillMoment, runKilled } from "../helpers/killing.ts";
import { runScript } from "../helpers/script.ts";
import { ROLES } from "../helpers/stage.ts";

// scripts/deploy.ts
// - a whole programme: addresses with code, an open core, the first plan, a table of powers as the chain has it
// - the deployer keeps no power, and parameters that would leave him some are refused
// - a second run sends nothing
// - killed before or after a transaction was sent, it goes on and sends none twice
// - the record of a local chain that no longer runs is moved aside; on other chains it is refused
// - all that the contracts would refuse is refused before anything is sent
// - exit codes, help, what a person sees

const DEPLOYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const OPERATOR = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const PROPOSER = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
const REVOKER = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
const LOCALHOST = "deploy/parameters/localhost.json";
/** Transactions of a whole local deployment: 12 contracts, 15 calls. */
const TRANSACTIONS = 27;

describe("scripts/deploy.ts", () => {
  let count = 0;
  const records: string[] = [];
  const chains: Chain[] = [];
  let local: Parameters;
  /** A whole programme that tests only look at, with the name of its record. */
  let chain: Chain;
  let id: string;
  let outcome: Outcome;

  before(async function () {
    leaveOutUnderCoverage(this);
    local = await readParameters(LOCALHOST);
    chain = await newChain({ initialDate: new Date("2026-01-01") });
    id = newRecord();
    outcome = await deployed(chain, id);
  });

  after(async () => {
    await Promise.all(chains.map((one) => one.close()));
    for (const name of records) {
      for (const folder of globSync(`${folderOf(name)}*`)) rmSync(folder, { recursive: true });
    }
  });

  const folderOf = (name: string) => join(hre.config.paths.ignition, "deployments", name);
  const journalOf = (name: string) => join(folderOf(name), "journal.jsonl");

  /** A record's name that no other run has. */
  function newRecord(): string {
    const name = `chain-31337-test-${process.pid}-${++count}`;
    records.push(name);
    return name;
  }

  /** A copy of the whole programme's record. */
  function copiedRecord(): string {
    const name = newRecord();
    cpSync(folderOf(id), folderOf(name), { recursive: true });
    return name;
  }

  async function newChain(override?: { readonly chainId?: number; readonly initialDate?: Date }): Promise<Chain> {
    const started = await startChain(override);
    chains.push(started);
    return started;
  }

  async function deployed(on: Chain, name: string, parameters = local): Promise<Outcome> {
    return deployProgramme(await on.connect(), parameters, { id: name });
  }

  const providerOf = async (of: Chain) => (await of.connect()).ethers.provider;

  /** That a programme is whole: open, with its plan, every role where the parameters say, none left to the deployer. */
  async function expectWhole(on: Chain, { deployment }: Outcome): Promise<void> {
    const provider = await providerOf(on);
    const core = Upline__factory.connect(deployment.core, provider);
    expect(await core.isOpen()).to.equal(true);
    expect((await core.planInForce()).plan.rates.slice(0, 5)).to.deep.equal([1000n, 800n, 500n, 300n, 0n]);
    expect(await core.getRoleMembers(await core.DEFAULT_ADMIN_ROLE())).to.deep.equal([deployment.timelock]);
    for (const role of ROLES) {
      const holder = role === "REVOKER_ROLE" ? REVOKER : OPERATOR;
      expect(await core.getRoleMembers(hash(role)), role).to.deep.equal([holder]);
    }
    const timelock = Timelock__factory.connect(deployment.timelock, provider);
    for (const role of ["PROPOSER_ROLE", "CANCELLER_ROLE", "EXECUTOR_ROLE", "DEFAULT_ADMIN_ROLE"] as const) {
      expect(await timelock.hasRole(await timelock[role](), DEPLOYER), role).to.equal(false);
    }
  }

  describe("a deployment", () => {
    it("[ROLE-2] is a whole programme, and its deployer holds no role", async () => {
      await expectWhole(chain, outcome);
      expect(outcome.sent).to.equal(TRANSACTIONS);
      expect(outcome.deployer).to.equal(DEPLOYER);
    });

    it("tells where everything is and where the journal begins", async () => {
      const provider = await providerOf(chain);
      const { core, timelock, token, modules, block } = outcome.deployment;
      for (const address of [core, timelock, token, ...Object.values(modules)]) {
        expect(await provider.getCode(address), address).not.to.equal("0x");
      }
      const [created] = await provider.getLogs({ address: core, fromBlock: 0 });
      expect(block).to.equal(created?.blockNumber);
    });

    it("[ROLE-2] shows every power with its holder and delay", () => {
      const { timelock } = outcome.deployment;
      expect(outcome.powers.map(({ contract, role, holder, delay }) => [contract, role, holder, delay])).to.deep.equal([
        ["core", "DEFAULT_ADMIN_ROLE", timelock, "2 days"],
        ["core", "CATALOGUE_ROLE", OPERATOR, "none"],
        ["core", "PLAN_ROLE", OPERATOR, "30 days"],
        ["core", "RANK_ROLE", OPERATOR, "next period"],
        ["core", "PAUSE_ROLE", OPERATOR, "none"],
        ["core", "RETURNS_ROLE", OPERATOR, "none"],
        ["core", "RECORD_ROLE", OPERATOR, "none"],
        ["core", "HOLD_ROLE", OPERATOR, "none"],
        ["core", "IMPORT_ROLE", OPERATOR, "none"],
        ["core", "REVOKER_ROLE", REVOKER, "none"],
        ["timelock", "PROPOSER_ROLE", PROPOSER, "2 days"],
        ["timelock", "CANCELLER_ROLE", PROPOSER, "none"],
        ["timelock", "EXECUTOR_ROLE", ZeroAddress, "none"],
        ["timelock", "DEFAULT_ADMIN_ROLE", timelock, "2 days"],
        ["token", "owner", DEPLOYER, "none"],
      ]);
    });

    it("[ROLE-2] fails if the deployer kept a role", () => {
      const power = { contract: "core", role: "PLAN_ROLE", holder: DEPLOYER, delay: "none" };
      expect(() => checkHandedOver(DEPLOYER, [power])).to.throw(DeployerKeepsPower, "PLAN_ROLE of the core");
    });
  });

  describe("a second run", () => {
    it("sends nothing and finds the same", async () => {
      const provider = await providerOf(chain);
      const height = await provider.getBlockNumber();
      const second = await deployed(chain, id);
      expect(await provider.getBlockNumber()).to.equal(height);
      expect(second).to.deep.equal({ ...outcome, sent: 0 });
    });

    it("shows a person addresses and powers, and a machine the same", async () => {
      const args = ["--network", "localhost", "--rpc", chain.url, "--deployment-id"];
      const [text, machine] = await Promise.all([
        runScript("scripts/deploy.ts", ...args, id),
        runScript("scripts/deploy.ts", ...args, copiedRecord(), "--json"),
      ]);
      const { core } = outcome.deployment;
      expect(text.code, text.stderr).to.equal(0);
      expect(text.stdout).to.include("nothing was sent").and.to.include("The deployer holds no role");
      expect(text.stdout).to.match(new RegExp(`core +${core}`));
      expect(text.stdout).to.match(/core +ADMIN +the timelock +2 days/);
      expect(Math.max(...text.stdout.split("\n").map(({ length }) => length))).to.be.at.most(80);
      expect(JSON.parse(machine.stdout).deployment.core).to.equal(core);
    });
  });

  describe("an interrupted run", () => {
    it("goes on when it was killed just before a transaction reached the chain", async () => {
      const [own, name] = [await newChain(), newRecord()];
      expect(await killAt(12, "before", own, name)).to.equal(11);
      await expectWhole(own, await deployed(own, name));
      expect(await (await providerOf(own)).getBlockNumber(), "transactions in all").to.equal(TRANSACTIONS);
    });

    it("goes on when it was killed just after one, while writing its record", async () => {
      const [own, name] = [await newChain(), newRecord()];
      expect(await killAt(12, "after", own, name)).to.equal(12);
      appendFileSync(journalOf(name), '\n{"futureId":"UplineLocal#Grant');
      await expectWhole(own, await deployed(own, name));
      expect(await (await providerOf(own)).getBlockNumber(), "transactions in all").to.equal(TRANSACTIONS);
    });

    it("waits for a transaction that was sent and is not mined yet", async () => {
      const [own, name] = [await newChain(), newRecord()];
      await killAt(3, "before", own, name);
      const { provider, ethers } = await own.connect();
      await provider.request({ method: "evm_setAutomine", params: [false] });
      const [deployer] = await ethers.getSigners();
      await deployer?.sendTransaction({ to: OPERATOR, value: 1n });
      expect(await thrownBy(deployed(own, name))).to.be.instanceOf(TransactionWaiting);
    });

    /** Kills the script at its n-th transaction. @returns How many were mined. */
    async function killAt(nth: number, when: KillMoment, on: Chain, name: string): Promise<number> {
      const args = ["--network", "localhost", "--deployment-id", name];
      const { code, stderr } = await runKilled("scripts/deploy.ts", args, on.url, { nth, when });
      expect(code, `killed, not ended by itself: ${stderr}`).to.equal(null);
      return (await providerOf(on)).getBlockNumber();
    }
  });

  describe("a stale record", () => {
    it("is moved aside when its local chain no longer runs, and a new one begins", async () => {
      const [own, name] = [await newChain({ initialDate: new Date("2026-02-01") }), copiedRecord()];
      const { movedAside, ...second } = await deployed(own, name);
      await expectWhole(own, second);
      expect(movedAside?.reason).to.include(`there is no code at ${outcome.deployment.token}`);
      expect(existsSync(join(movedAside?.folder ?? "", "journal.jsonl"))).to.equal(true);
      expect(second.sent).to.equal(TRANSACTIONS);

      // The new chain has the same code at the same addresses now: only its blocks tell that the old record is not its.
      const fault = await findFault(recordOf(id), await providerOf(own));
      expect(fault).to.match(new RegExp(`^block ${TRANSACTIONS} is 0x[0-9a-f]{64}, recorded was 0x[0-9a-f]{64}$`));
    });

    it("is noticed when other code is at a recorded address", async () => {
      const provider = await providerOf(chain);
      const { core } = outcome.deployment;
      const code = await provider.getCode(core);
      const setCode = (bytes: string) => provider.send("hardhat_setCode", [core, bytes]);
      for (const other of ["0x6001", `${code.slice(0, -2)}${code.endsWith("00") ? "01" : "00"}`]) {
        await setCode(other);
        const fault = await findFault(recordOf(id), provider);
        expect(fault).to.equal(`the code at ${core} is not that of UplineLocal#Upline`);
      }
      await setCode(code);
      expect(await findFault(recordOf(id), provider)).to.equal(undefined);
    });

    it("is noticed when a transaction that was sent is lost with its chain", async () => {
      const name = copiedRecord();
      const lines = readFileSync(journalOf(name), "utf8").split("\n");
      const sent = JSON.parse(lines.find((line) => line.includes('"TRANSACTION_SEND"')) ?? "{}");
      const lost = { ...sent, networkInteractionId: 9, transaction: { ...sent.transaction, hash: hash("lost") } };
      expect(await findLost(recordOf(name), await providerOf(chain))).to.equal(undefined);
      appendFileSync(journalOf(name), `\n${JSON.stringify(lost)}`);
      const fault = await findLost(recordOf(name), await providerOf(chain));
      expect(fault).to.equal(`transaction ${hash("lost")}, which was sent, is unknown`);
    });

    it("is refused on any other chain, and left as it is", async () => {
      const [name, override] = [newRecord(), { chainId: 4242 }];
      const own = await newChain(override);
      await deployed(own, name, await forPublic(own));
      const before = readFileSync(journalOf(name), "utf8");

      const again = await newChain(override);
      const error = await thrownBy(deployed(again, name, await forPublic(again)));
      expect(error).to.be.instanceOf(RecordStale);
      expect((error as RecordStale).message).to.include("is not of this chain: there is no code at");
      expect((error as RecordStale).advice).to.include("--deployment-id");
      expect(readFileSync(journalOf(name), "utf8")).to.equal(before);
    });

    function recordOf(name: string): DeploymentRecord {
      const record = DeploymentRecord.at(folderOf(name));
      if (record === undefined) throw new Error(`there is no record ${name}`);
      return record;
    }

    /** The parameters of a public network, over a token that exists there. */
    async function forPublic(on: Chain): Promise<Parameters> {
      const token = await (await on.connect()).ethers.deployContract("MockToken", ["Dollar", "USD", 6]);
      return { ...local, module: "Upline", values: { ...local.values, token: await token.getAddress() } };
    }
  });

  describe("parameters", () => {
    const now = 1_800_000_000n;
    const refused = (changes: Record<string, unknown>, module: Parameters["module"] = "UplineLocal") => {
      const parameters = { ...local, module, values: { ...local.values, ...changes } };
      return expect(() => checkParameters(parameters, { deployer: DEPLOYER, now }), JSON.stringify(changes)).to.throw(
        ParameterInvalid,
      );
    };

    it("are accepted as they are in the repository", () => {
      checkParameters(local, { deployer: DEPLOYER, now });
    });

    it("[ROLE-2] may name the deployer nowhere, however his address is written", () => {
      for (const name of ["treasury", "catalogueOperator", "planOperator", "rankOperator", "pauseOperator"]) {
        refused({ [name]: DEPLOYER })
          .with.property("message")
          .that.includes(`${name} is "${DEPLOYER}"`);
        refused({ [name]: DEPLOYER.toLowerCase() });
      }
      refused({ proposers: [PROPOSER, DEPLOYER] })
        .with.property("message")
        .that.includes("proposers[1]");
      refused({ executors: [DEPLOYER] });
    });

    it("must be of a form that the contracts accept", () => {
      refused({ start: Number(now) + 1 });
      refused({ periodLength: 86_399 });
      refused({ notice: 366 * 86_400 + 1 });
      refused({ cap: 10_001 });
      refused({ openToAll: "no" });
      refused({ treasury: ZeroAddress });
      refused({ treasury: undefined });
      refused({ rankOperator: "0x12" });
      refused({ proposers: [] });
      refused({ proposers: [ZeroAddress] });
      refused({ planDocument: "" });
      refused({ token: ZeroAddress }, "Upline");
    });

    it("must hold a plan that fits the cap", () => {
      const plan = local.values["plan"] as { rates: number[] };
      const rates = (first: number) => [first, ...plan.rates.slice(1)];
      checkParameters(
        { ...local, values: { ...local.values, plan: { ...plan, rates: rates(1900) } } },
        { deployer: DEPLOYER, now },
      );
      refused({ plan: { ...plan, rates: rates(1901) } })
        .with.property("message")
        .that.includes("3501");
      refused({ plan: { ...plan, rates: [1000] } });
      refused({ plan: { ...plan, walk: 33 } });
      refused({ plan: { ...plan, compression: 3 } });
      refused({ plan: { ...plan, poolShare: 1 } });
      refused({ plan: undefined });
    });

    it("[ROLE-4] name a revoker who is no operator, and a timelock that is faster than the notice", () => {
      refused({ revoker: OPERATOR.toLowerCase() }).with.property("message").that.includes("catalogueOperator");
      refused({ notice: 172_800 }).with.property("message").that.includes("timelockDelay");
      checkParameters({ ...local, values: { ...local.values, notice: 172_801 } }, { deployer: DEPLOYER, now });
    });

    it("of the public example are refused until they are filled in", async () => {
      const example = await readParameters("deploy/parameters/sepolia.json");
      expect(example.module).to.equal("Upline");
      expect(() => checkParameters(example, { deployer: DEPLOYER, now })).to.throw(ParameterInvalid, "token is");
      const filled = Object.fromEntries(
        Object.entries({ ...example.values, planDocument: "A plan." }).map(([name, value]) => [
          name,
          value === ZeroAddress ? OPERATOR : value,
        ]),
      );
      const values = { ...filled, proposers: [PROPOSER], revoker: REVOKER };
      checkParameters({ ...example, values }, { deployer: DEPLOYER, now });
    });

    it("must name a token that exists, and the test stablecoin stays on local chains", async () => {
      const own = await newChain({ chainId: 4242 });
      const wrongToken = { ...local, module: "Upline" as const, values: { ...local.values, token: OPERATOR } };
      expect(await thrownBy(deployed(own, newRecord(), wrongToken))).to.be.instanceOf(ParameterInvalid);
      expect(await thrownBy(deployed(own, newRecord(), local))).to.be.instanceOf(ParameterInvalid);
      expect(await (await providerOf(own)).getBlockNumber()).to.equal(0);
    });

    it("come from a file with one module", async () => {
      expect(await thrownBy(readParameters("deploy/parameters/nowhere.json"))).to.be.instanceOf(ParametersMissing);
      expect(await thrownBy(readParameters("package.json"))).to.be.instanceOf(ParameterInvalid);
    });
  });

  describe("the command", () => {
    it("explains itself, and ends with 2 on wrong usage and 1 on failure", async () => {
      const [help, unnamed, unknown] = await Promise.all([
        runScript("scripts/deploy.ts", "--help"),
        runScript("scripts/deploy.ts"),
        runScript("scripts/deploy.ts", "--network", "nowhere"),
      ]);
      expect(help.code).to.equal(0);
      expect(help.stdout).to.include("--network").and.to.include("--deployment-id");
      expect(unnamed.code).to.equal(2);
      expect(unnamed.stderr).to.include("--network");
      expect(unknown.code).to.equal(1);
      expect(unknown.stderr).to.include('no network "nowhere"').and.to.include("localhost");
    });
  });
});

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
