import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import hre from "hardhat";
import { deployProgramme, type Outcome } from "../../scripts/deployment/deploy-programme.ts";
import { readParameters } from "../../scripts/deployment/parameters.ts";
import { type Chain, startChain } from "../helpers/chain.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { runScript } from "../helpers/script.ts";
import { FakeSourcify } from "../helpers/sourcify.ts";

// scripts/verify.ts, before a server that plays Sourcify
// - every contract of a record is sent, with its source, the build's settings and the transaction that created it
// - what is verified already is not sent again, unless that is asked for
// - one that Sourcify refuses stops no other, and the command fails
// - a record that is missing or of another chain is refused, and so is a local chain

describe("scripts/verify.ts", () => {
  const id = `verify-${process.pid}`;
  let chain: Chain;
  let sourcify: FakeSourcify;
  let outcome: Outcome;

  before(async function () {
    leaveOutUnderCoverage(this);
    chain = await startChain({ chainId: 4242 });
    const local = await readParameters("deploy/parameters/localhost.json");
    const token = await chain.inside.ethers.deployContract("MockToken", ["Dollar", "USD", 6]);
    const values = { ...local.values, token: await token.getAddress() };
    outcome = await deployProgramme(await chain.connect(), { ...local, module: "Upline", values }, { id });
    sourcify = await FakeSourcify.start();
  });

  after(async () => {
    sourcify.close();
    rmSync(join(hre.config.paths.ignition, "deployments", id), { recursive: true });
    await chain.close();
  });

  const verify = (...args: readonly string[]) =>
    runScript(
      "scripts/verify.ts",
      ...["--network", "localhost", "--rpc", chain.url, "--deployment-id", id, "--server", sourcify.url],
      ...args,
    );

  it("sends every contract with its source and the transaction that created it", async function () {
    this.timeout(120_000);
    const { code, stdout, stderr } = await verify();
    expect(code, stderr).to.equal(0);
    const { core, timelock, modules } = outcome.deployment;
    const addresses = [core, timelock, ...Object.values(modules)];
    expect(sourcify.submissions.map(({ address }) => address)).to.have.members(addresses);
    for (const address of addresses) expect(stdout).to.match(new RegExp(`✓ +\\w+ +${address}`));
    expect(stdout.replace(/\s+/g, " ")).to.include("a match, not an exact match");

    for (const {
      chainId,
      address,
      contractIdentifier,
      creationTransactionHash,
      stdJsonInput,
    } of sourcify.submissions) {
      const [file = "", name = ""] = contractIdentifier.split(":");
      expect([chainId, Object.keys(stdJsonInput.sources).includes(file)]).to.deep.equal(["4242", true]);
      expect(stdJsonInput.settings).to.deep.include({ viaIR: true, evmVersion: "cancun" });
      const transaction = await chain.inside.ethers.provider.getTransaction(creationTransactionHash);
      const receipt = await transaction?.wait();
      expect(receipt?.contractAddress).to.equal(address);
      expect(transaction?.data.startsWith((await hre.artifacts.readArtifact(name)).bytecode)).to.equal(true);
    }
  });

  it("does not send again what is verified", async () => {
    const sent = sourcify.submissions.length;
    const { code, stderr } = await verify();
    expect(code).to.equal(0);
    expect(stderr).to.include("has already been verified");
    expect(sourcify.submissions).to.have.lengthOf(sent);
  });

  it("does send it again if that is asked for, and goes on after one that is refused", async function () {
    this.timeout(120_000);
    const sent = sourcify.submissions.length;
    sourcify.refused.add("PlanBook");
    const { code, stdout } = await verify("--force", "--json");
    expect(code).to.equal(1);
    const { contracts } = JSON.parse(stdout) as { contracts: { contract: string; error?: string }[] };
    const failed = contracts.filter(({ error }) => error !== undefined);
    expect(failed.map(({ contract }) => contract)).to.deep.equal(["contracts/modules/PlanBook.sol:PlanBook"]);
    expect(failed[0]?.error).to.include("the onchain and recompiled bytecodes don't match");
    expect(contracts).to.have.lengthOf(sent);
    // What is refused is tried once more, with all sources of the build.
    expect(sourcify.submissions).to.have.lengthOf(2 * sent + 1);
  });

  it("refuses a record that is missing or of another chain, and ends with 2 on wrong usage", async () => {
    const other = await startChain({ chainId: 4242 });
    const [missing, stale, unnamed, help] = await Promise.all([
      verify("--deployment-id", "nowhere"),
      verify("--rpc", other.url),
      runScript("scripts/verify.ts"),
      runScript("scripts/verify.ts", "--help"),
    ]);
    await other.close();
    expect([missing.code, stale.code, unnamed.code, help.code]).to.deep.equal([1, 1, 2, 0]);
    expect(missing.stderr).to.include("there is no record of a deployment in");
    expect(stale.stderr).to.include("is not of this chain");
    expect(help.stdout).to.include("--server <url>").and.to.include("needs no key");
  });
});
