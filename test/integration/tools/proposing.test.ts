import { existsSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { checksumOf, type SafeBatch } from "../../../scripts/operator/safe-batch.ts";
import { setRanks } from "../../../scripts/set-ranks.ts";
import { showPowers } from "../../../scripts/show-powers.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import type { Member } from "../../helpers/market.ts";
import { plan } from "../../helpers/programme.ts";
import { ToolBench } from "../../helpers/tools.ts";

// What every tool does where a multisig or a timelock holds the power: shown with scripts/set-ranks.ts
// - the file of a proposal, whole, with a checksum as Safe's own; executed, it does the work
// - without being asked, where no account of the network holds the role
// - a timelock's proposals to schedule and to execute; asked again, no second operation
// - who acts, and who cannot
// scripts/show-powers.ts

describe("proposals", () => {
  const DELAY = 86_400n;
  let bench: ToolBench;
  let line: Member[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    line = await bench.market.line(3);
    bench.file("ranks.csv", "id,rank", "2,3", "3,4");
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  /** Gives the rank role to a contract, and takes it from the operator. */
  async function handOver(holder: string, revoke = true): Promise<void> {
    const { core, operator } = bench.market;
    const role = await core.RANK_ROLE();
    await core.grantRole(role, holder);
    if (revoke) await core.revokeRole(role, operator);
  }

  async function multisig(): Promise<string> {
    const wallet = await bench.market.ethers.deployContract("SmartWallet", [bench.market.stranger]);
    return wallet.getAddress();
  }

  async function timelock(): Promise<string> {
    const { ethers, stranger } = bench.market;
    const made = await ethers.deployContract("Timelock", [DELAY, [stranger.address], [ZeroAddress]]);
    return made.getAddress();
  }

  async function send(from: string, batch: SafeBatch): Promise<void> {
    const signer = await bench.market.impersonated(from);
    for (const { to, value, data } of batch.transactions)
      await (await signer.sendTransaction({ to, value, data })).wait();
  }

  const rank = async (id: bigint) => (await bench.market.core.distributor(id)).rankNext;
  const file = () => bench.path("ranks.csv");

  it("are files that Safe's transaction builder takes, and do the work", async () => {
    const holder = await multisig();
    await handOver(holder, false);
    const height = await bench.height();
    const { code, stdout, stderr } = await bench.run(setRanks, file(), "--propose", bench.path("safe.json"));
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include("2 ranks: proposed, nothing was sent");
    expect(stderr).to.include(`Proposal (transaction) in`).and.to.include(`To be sent by ${holder}.`);
    expect(await bench.height()).to.equal(height);
    expect(readdirSync(dirname(file())).filter((name) => name.includes("tmp"))).to.deep.equal([]);
    const batch = JSON.parse(bench.read("safe.json")) as SafeBatch;
    expect(batch).to.include({ version: "1.0", chainId: "31337" });
    expect(batch.meta.createdFromSafeAddress).to.equal(holder);
    expect(batch.meta.checksum).to.equal(checksumOf(batch));
    const [transaction] = batch.transactions;
    expect(transaction).to.include({ to: bench.address, value: "0" });
    expect(transaction?.contractMethod.name).to.equal("setRanks");
    expect(transaction?.contractMethod.inputs[0]?.type).to.equal("tuple[]");
    expect(transaction?.contractMethod.inputs[0]?.components?.map(({ name }) => name)).to.deep.equal(["id", "rank"]);
    expect(JSON.parse(transaction?.contractInputsValues["changes"] ?? "")).to.deep.equal([
      ["2", "3"],
      ["3", "4"],
    ]);
    await send(holder, batch);
    expect([await rank(2n), await rank(3n)]).to.deep.equal([3n, 4n]);
    expect(await bench.json(setRanks, file(), "--propose", bench.path("none.json"))).to.deep.include({ proposals: [] });
    expect(existsSync(bench.path("none.json"))).to.equal(false);
  });

  it("have the checksum that the transaction builder computes", () => {
    // A file of the transaction builder's own format, with the checksum that another implementation gives it.
    const batch = {
      version: "1.0",
      chainId: "1",
      createdAt: 1_665_177_409_513,
      meta: {
        name: "Transactions Batch",
        description: "Created from @morpho-labs/gnosis-tx-builder",
        txBuilderVersion: "1.8.0",
        createdFromSafeAddress: ZeroAddress,
        createdFromOwnerAddress: "",
      },
      transactions: [{ to: ZeroAddress, operation: 1, value: "1000000000000000000", data: "0x" }],
    } as unknown as SafeBatch;
    expect(checksumOf(batch)).to.equal("0xcc15ad0f6efe4476b91fdb28019f8006198056434b8746f177b37f07bb3e86f8");
  });

  it("are printed by themselves where only a contract holds the power", async () => {
    const holder = await multisig();
    await handOver(holder);
    const height = await bench.height();
    const { code, stdout, stderr } = await bench.run(setRanks, file());
    expect(code).to.equal(0);
    expect(stderr).to.include(`RANK_ROLE is held by ${holder}, a contract`);
    await send(holder, JSON.parse(stdout) as SafeBatch);
    expect(await rank(2n)).to.equal(3n);
    expect(await bench.height()).to.equal(height + 1);
    const dry = await bench.json(setRanks, bench.file("more.csv", "id,rank", "4,1"), "--dry-run");
    expect(dry).to.deep.include({ mode: "dryRun", account: holder, done: 1, proposals: [] });
  });

  it("go to a timelock in two steps, and only once", async () => {
    const holder = await timelock();
    await handOver(holder);
    const first = await bench.run(setRanks, file(), "--propose", bench.path("lock.json"));
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stderr).to.match(
      /Proposal \(schedule\) .*proposer of the timelock; operation 0x[0-9a-f]{64}, salt 0\./,
    );
    expect(first.stderr).to.include("from 1 day after it was scheduled");
    await send(bench.market.stranger.address, JSON.parse(bench.read("lock.json")) as SafeBatch);
    const again = (await bench.json(setRanks, file())) as { proposals: { step: string; note: string }[] };
    expect(again.proposals.map(({ step }) => step)).to.deep.equal(["execute"]);
    await bench.market.networkHelpers.time.increase(DELAY);
    const execute = JSON.parse(bench.read("lock-execute.json")) as SafeBatch;
    expect(execute.transactions[0]?.contractMethod.name).to.equal("executeBatch");
    await send(line[0]!.wallet.address, execute);
    expect([await rank(2n), await rank(3n)]).to.deep.equal([3n, 4n]);
    // The same ranks once more, after others in between, are another operation.
    const others = bench.file("others.csv", "id,rank", "2,1", "3,1");
    const { proposals } = (await bench.json(setRanks, others)) as unknown as { proposals: { batch: SafeBatch }[] };
    await send(bench.market.stranger.address, proposals[0]!.batch);
    await bench.market.networkHelpers.time.increase(DELAY);
    await send(line[0]!.wallet.address, proposals[1]!.batch);
    const third = await bench.run(setRanks, file());
    expect(third.stderr).to.include("salt 1.");
  });

  it("need a holder: else the tool says who holds the power", async () => {
    const { core, operator, stranger } = bench.market;
    const accounts = await bench.run(setRanks, file(), "--propose", bench.path("safe.json"));
    expect([accounts.code, accounts.stderr.includes(`held by ${operator.address} (account)`)]).to.deep.equal([1, true]);
    const other = await bench.run(setRanks, file(), "--as", stranger.address);
    expect(other.code).to.equal(1);
    expect(other.stderr).to.include(`${stranger.address} does not hold RANK_ROLE; held by ${operator.address}`);
    await core.revokeRole(await core.RANK_ROLE(), operator);
    expect((await bench.run(setRanks, file())).stderr).to.include("nobody does");
    await handOver(await multisig(), false);
    await handOver(await multisig(), false);
    expect((await bench.run(setRanks, file())).stderr).to.include("not clear which contract is to use RANK_ROLE");
  });

  it("let --as choose among several", async () => {
    const { core, stranger } = bench.market;
    await handOver(stranger.address, false);
    expect(await bench.json(setRanks, file(), "--as", stranger.address)).to.include({ account: stranger.address });
    expect(await rank(2n)).to.equal(3n);
    const holder = await multisig();
    await core.grantRole(await core.RANK_ROLE(), holder);
    await handOver(await multisig(), false);
    const more = bench.file("more.csv", "id,rank", "4,1");
    expect(await bench.json(setRanks, more, "--as", holder)).to.deep.include({ mode: "propose", account: holder });
  });
});

describe("scripts/show-powers.ts", () => {
  let bench: ToolBench;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
  });

  after(() => bench.close());

  it("shows every power with its holder and delay, and what is scheduled", async () => {
    const { core, operator, ethers, stranger } = bench.market;
    const bare = await bench.run(showPowers);
    expect(bare.code, bare.stderr).to.equal(0);
    expect(bare.stdout).to.include("no timelock holds the admin's role").and.to.include("Nothing.");
    const lock = await ethers.deployContract("Timelock", [3_600n, [stranger.address], [ZeroAddress]]);
    await core.grantRole(await core.DEFAULT_ADMIN_ROLE(), lock);
    await core.schedulePlan(plan(), (await bench.market.now()) + 3_600n, "{}");
    await core.scheduleScreen(lock);
    const json = await bench.json(showPowers);
    expect(json).to.deep.include({ timelock: await lock.getAddress(), minimumDelay: "3600" });
    const powers = json["powers"] as Record<string, string>[];
    expect(powers).to.deep.include({
      contract: "core",
      role: "RANK_ROLE",
      holder: operator.address,
      delay: "next period",
    });
    const proposer = { contract: "timelock", role: "PROPOSER_ROLE", holder: stranger.address, delay: "1 hour" };
    expect(powers).to.deep.include(proposer);
    expect((json["scheduled"] as { what: string }[]).map(({ what }) => what)).to.deep.equal(["plan", "screen"]);
    expect((await bench.run(showPowers)).stdout).to.match(/EXECUTOR_ROLE +anybody/);
  });
});
