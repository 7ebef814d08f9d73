import { expect } from "chai";
import { AbiCoder, concat, keccak256, type Log, toBeHex } from "ethers";
import { network } from "hardhat";
import { SLOTS, unpackAccounts } from "../../../packages/protocol/src/index.ts";
import { deployModules, settings } from "../../helpers/core.ts";
import { fixture } from "../../helpers/fixture.ts";
import { journalOf, replayed } from "../../helpers/journal.ts";
import { BOXED, FINAL, openStage, order } from "../../helpers/stage.ts";
import { CALLS } from "./calls.ts";

const MASK = (1n << 160n) - 1n;
const word = (value: bigint) => toBeHex(value, 32);

// The formula of the interface once more, in its own words, so that nothing here rests on another's reading of it.

function genesis(chainId: bigint, core: string): bigint {
  return BigInt(keccak256(concat([word(chainId), word(BigInt(core))]))) & MASK;
}

function chained(head: bigint, { topics, data }: Pick<Log, "topics" | "data">, time: bigint): bigint {
  const entry = keccak256(concat([word(BigInt(topics.length)), ...topics, keccak256(data)]));
  return BigInt(keccak256(concat([word(head), word(time), entry]))) & MASK;
}

describe("Journal.journalHead", () => {
  describe("at the beginning", () => {
    const bare = fixture(async () => {
      const connection = await network.create();
      const [deployer] = await connection.ethers.getSigners();
      const token = await connection.ethers.deployContract("MockToken", ["Test Dollar", "TUSD", 6]);
      const of = settings(await token.getAddress());
      const modules = await deployModules(connection, of);
      const core = await connection.ethers.deployContract("Upline", [
        of,
        modules,
        deployer!.address,
        deployer!.address,
      ]);
      const { chainId } = await connection.ethers.provider.getNetwork();
      return { ...connection, core, address: await core.getAddress(), chainId, deployer: deployer! };
    });

    it("[JRN-1] hashes chain id and core, and the three events of the deployment", async () => {
      const { core, address, chainId, ethers } = await bare();
      const receipt = await core.deploymentTransaction()!.wait();
      const time = BigInt((await ethers.provider.getBlock(receipt!.blockNumber))!.timestamp);
      expect(receipt!.logs.length).to.equal(3);
      const head = receipt!.logs.reduce((head, log) => chained(head, log, time), genesis(chainId, address));
      expect(await core.journalHead()).to.equal(head);
    });

    it("[JRN-1] is another one for another core, and on another chain", async () => {
      const { core, address, chainId, ethers, deployer } = await bare();
      const receipt = await core.deploymentTransaction()!.wait();
      const time = BigInt((await ethers.provider.getBlock(receipt!.blockNumber))!.timestamp);
      const heads = [genesis(chainId + 1n, address), genesis(chainId, deployer.address), 0n];
      for (const start of heads) {
        expect(receipt!.logs.reduce((head, log) => chained(head, log, time), start)).not.to.equal(
          await core.journalHead(),
        );
      }
    });
  });

  it("[JRN-1] hashes every event of a whole deployment, OpenZeppelin's included", async () => {
    const stage = await openStage();
    const names = (await journalOf(stage)).map(
      (log) => stage.core.interface.parseLog({ ...log, topics: [...log.topics] })!.name,
    );
    expect(names.slice(0, 3)).to.deep.equal(["ProgrammeCreated", "DistributorEnrolled", "RoleGranted"]);
    expect(names.filter((name) => name === "RoleGranted").length).to.equal(12);
    expect(names.filter((name) => name === "RoleRevoked").length).to.equal(2);
    expect(await replayed(stage)).to.equal(await stage.core.journalHead());
  });

  it("[JRN-2] knows every function that changes something", async () => {
    const { core } = await openStage();
    const changing: string[] = [];
    core.interface.forEachFunction(({ name, constant }) => {
      if (!constant) changing.push(name);
    });
    expect(changing).to.have.members(Object.keys(CALLS));
  });

  for (const [name, calls] of Object.entries(CALLS)) {
    for (const [events, prepare] of calls) {
      it(`[JRN-1] [JRN-2] hashes what ${name} tells: ${events.join(", ")}`, async () => {
        const { core, send } = await prepare();
        const before = await core.journalHead();
        const receipt = await (await send()).wait();
        const time = BigInt((await receipt!.getBlock()).timestamp);
        const own = receipt!.logs.filter(({ address }) => address === core.target);
        expect(own.map((log) => core.interface.parseLog(log)!.name)).to.deep.equal(events);
        // No topic and no byte more than the event declares: a reader would pass over them.
        for (const log of own) {
          const { fragment, args } = core.interface.parseLog(log)!;
          const { topics, data } = core.interface.encodeEventLog(fragment, [...args]);
          expect({ topics: [...log.topics], data: log.data }, fragment.name).to.deep.equal({ topics, data });
        }
        expect(await core.journalHead()).to.equal(own.reduce((head, log) => chained(head, log, time), before));
      });
    }
  }

  it("[JRN-1] hashes the time of each event", async () => {
    const { core, operator, networkHelpers } = await openStage();
    const before = await networkHelpers.takeSnapshot();
    const heads = new Set<bigint>();
    const time = await networkHelpers.time.latest();
    for (const seconds of [10, 11]) {
      await networkHelpers.time.setNextBlockTimestamp(time + seconds);
      await core.connect(operator).setPaused(true);
      heads.add(await core.journalHead());
      await before.restore();
    }
    expect(heads.size).to.equal(2);
  });

  it("[JRN-1] hashes the order of events", async () => {
    const { core, operator, networkHelpers } = await openStage();
    const before = await networkHelpers.takeSnapshot();
    const heads = new Set<bigint>();
    const time = await networkHelpers.time.latest();
    for (const products of [
      [FINAL, BOXED],
      [BOXED, FINAL],
    ]) {
      await networkHelpers.time.setNextBlockTimestamp(time + 10);
      await core.connect(operator).setProductsClosed(products, true);
      heads.add(await core.journalHead());
      await before.restore();
    }
    expect(heads.size).to.equal(2);
  });

  it("[JRN-1] stands still where nothing changes or a transaction fails", async () => {
    const { core, operator, admin, seller, treasury, stranger } = await openStage();
    const before = await core.journalHead();
    await core.settleMany([]);
    await core.push([seller.address, treasury.address, stranger.address]);
    await core.connect(operator).addProducts([], []);
    await core.connect(admin).grantRole(await core.RANK_ROLE(), operator.address);
    await expect(core.connect(operator).setPaused(false)).to.be.revertedWithCustomError(
      core,
      "ProgrammePauseUnchanged",
    );
    expect(await core.journalHead()).to.equal(before);
  });

  it("[JRN-4] is in one storage slot, which a storage proof shows", async () => {
    const { core, address, ethers } = await openStage();
    const proof = await ethers.provider.send("eth_getProof", [address, [SLOTS.accounts], "latest"]);
    const [{ key, value }] = proof.storageProof;
    expect(BigInt(key)).to.equal(BigInt(SLOTS.accounts));
    expect(unpackAccounts(BigInt(value)).head).to.equal(await core.journalHead());
  });

  it("[JRN-1] holds beside the company's share, whatever that is", async () => {
    const stage = await openStage();
    const { core, buyer, treasury } = stage;
    for (let i = 0; i < 3; ++i) {
      await core.connect(buyer).buy(order(FINAL));
      expect(await replayed(stage)).to.equal(await core.journalHead());
    }
    expect(await core.balanceOf(1n)).to.equal(3n * 11_200_000n);
    await core.connect(treasury).claim();
    expect(await core.balanceOf(1n)).to.equal(0n);
    expect(await replayed(stage)).to.equal(await core.journalHead());
  });

  it("[JRN-1] is the formula that the interface states, in its encoding as words", () => {
    const encoded = AbiCoder.defaultAbiCoder().encode(["uint256", "address"], [31_337n, `0x${"ab".repeat(20)}`]);
    expect(genesis(31_337n, `0x${"ab".repeat(20)}`)).to.equal(BigInt(keccak256(encoded)) & MASK);
  });
});
