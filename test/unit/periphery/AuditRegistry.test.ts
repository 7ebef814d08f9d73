import { expect } from "chai";
import {
  Contract,
  encodeBytes32String,
  id as hashOf,
  hexlify,
  randomBytes,
  Wallet,
  ZeroAddress,
  ZeroHash,
} from "ethers";
import { network } from "hardhat";
import { onChain } from "../../../packages/protocol/src/client/audits.ts";
import {
  AUDIT_VERDICTS,
  type AuditRegistry,
  AuditRegistry__factory,
  AuditRegistryClient,
  type AuditStatement,
  auditDigest,
  genesisHead,
  signAudit,
} from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";

const AUDITOR = new Wallet(hashOf("auditor"));
const OTHER = new Wallet(hashOf("another auditor"));
const STATEMENT: AuditStatement = {
  programme: new Wallet(hashOf("programme")).address,
  blockHash: hashOf("block"),
  report: hashOf("report"),
  verdict: "verified",
  auditor: AUDITOR.address,
};

const stage = fixture(async () => {
  const connection = await network.create();
  const { ethers, networkHelpers } = connection;
  const registry = await ethers.deployContract("AuditRegistry");
  const { chainId } = await ethers.provider.getNetwork();
  const [sender] = await ethers.getSigners();
  const client = AuditRegistryClient.connect(await registry.getAddress(), sender!);
  const record = async (statement: AuditStatement, signature?: string) =>
    client.record(statement, signature ?? (await signAudit(AUDITOR, chainId, statement)));
  return { ethers, networkHelpers, registry: registry as AuditRegistry, chainId, client, record };
});

describe("AuditRegistry", () => {
  let on: Awaited<ReturnType<typeof stage>>;

  beforeEach(async () => {
    on = await stage();
  });

  it("[AUDREG-1] records what an auditor signed, whoever sends it", async () => {
    const { registry, client, record, chainId } = on;
    expect(await client.recordedAt(STATEMENT)).to.equal(undefined);
    const { programme, blockHash, report, auditor } = STATEMENT;
    await expect(record(STATEMENT))
      .to.emit(registry, "AuditRecorded")
      .withArgs(programme, auditor, report, blockHash, 0n);
    const { timestamp } = (await on.ethers.provider.getBlock("latest"))!;
    expect(await client.recordedAt(STATEMENT)).to.equal(BigInt(timestamp));
    const [recorded, ...others] = await client.auditsOf(programme);
    expect(recorded).to.deep.include(STATEMENT);
    expect(others).to.deep.equal([]);
    expect(await client.auditsOf(auditor)).to.deep.equal([]);
    expect(await registry.auditDigest(onChain(STATEMENT))).to.equal(auditDigest(chainId, STATEMENT));
  });

  it("[AUDREG-1] records the statement of a contract wallet", async () => {
    const wallet = await (await on.ethers.deployContract("SmartWallet", [AUDITOR.address])).getAddress();
    const statement = { ...STATEMENT, auditor: wallet };
    await on.record(statement);
    expect(await on.client.recordedAt(statement)).to.be.a("bigint");
    const refused = on.record({ ...statement, report: hashOf("other") }, await signAudit(OTHER, on.chainId, statement));
    await expect(refused).to.be.revertedWithCustomError(signatures(), "SignatureInvalid");
  });

  it("[AUDREG-1] records each verdict by its word", async () => {
    for (const verdict of AUDIT_VERDICTS) await on.record({ ...STATEMENT, verdict, report: hashOf(verdict) });
    const recorded = await on.client.auditsOf(STATEMENT.programme);
    expect(recorded.map(({ verdict }) => verdict)).to.deep.equal(["verified", "mismatch", "unproved"]);
  });

  it("[AUDREG-1] keeps one entry for each auditor and report", async () => {
    const { registry, client, record, chainId } = on;
    await record(STATEMENT);
    const time = await client.recordedAt(STATEMENT);
    for (const again of [STATEMENT, { ...STATEMENT, verdict: "mismatch" as const }]) {
      await expect(record(again))
        .to.be.revertedWithCustomError(registry, "AuditAlreadyRecorded")
        .withArgs(STATEMENT.auditor, STATEMENT.report, time);
    }
    const others = { ...STATEMENT, auditor: OTHER.address };
    await record(others, await signAudit(OTHER, chainId, others));
    await record({ ...STATEMENT, report: hashOf("next report") });
    expect(await client.auditsOf(STATEMENT.programme)).to.have.length(3);
  });

  it("[AUDREG-2] refuses a statement with any field changed", async () => {
    const signature = await signAudit(AUDITOR, on.chainId, STATEMENT);
    const changes: Partial<AuditStatement>[] = [
      { programme: OTHER.address },
      { blockHash: hashOf("other") },
      { report: hashOf("other") },
      { verdict: "mismatch" },
      { verdict: "unproved" },
      { auditor: OTHER.address },
    ];
    for (const change of changes) {
      const changed = { ...STATEMENT, ...change };
      await expect(on.record(changed, signature), JSON.stringify(change))
        .to.be.revertedWithCustomError(signatures(), "SignatureInvalid")
        .withArgs(changed.auditor, auditDigest(on.chainId, changed));
    }
    await on.record(STATEMENT, signature);
  });

  it("[AUDREG-2] refuses a signature of another, of another chain and none at all", async () => {
    const wrong = [
      await signAudit(OTHER, on.chainId, STATEMENT),
      await signAudit(AUDITOR, on.chainId + 1n, STATEMENT),
      "0x",
      hexlify(randomBytes(65)),
    ];
    for (const signature of wrong) {
      await expect(on.record(STATEMENT, signature)).to.be.revertedWithCustomError(signatures(), "SignatureInvalid");
    }
  });

  it("[AUDREG-2] refuses a statement without programme, block or report", async () => {
    const empty = { programme: ZeroAddress, blockHash: ZeroHash, report: ZeroHash };
    for (const [field, value] of Object.entries(empty)) {
      await expect(on.record({ ...STATEMENT, [field]: value }))
        .to.be.revertedWithCustomError(on.registry, "AuditFieldMissing")
        .withArgs(encodeBytes32String(field));
    }
  });

  it("[AUDREG-3] has events that replay to its head, from its first on", async () => {
    const { registry, client, record, chainId } = on;
    expect(await registry.journalHead()).to.equal(genesisHead(chainId, client.address));
    expect(await client.journalIsWhole()).to.equal(true);
    await record(STATEMENT);
    const first = await on.ethers.provider.getBlockNumber();
    await record({ ...STATEMENT, report: hashOf("next report"), verdict: "unproved" });
    expect(await client.journalIsWhole()).to.equal(true);
    expect(await client.journalIsWhole({ from: first + 1 }), "without the first").to.equal(false);
  });

  it("[AUDREG-4] has one function that changes anything, and takes no money", async () => {
    const contract = AuditRegistry__factory.createInterface();
    const changing: string[] = [];
    contract.forEachFunction(({ name, stateMutability }) => {
      if (stateMutability !== "view" && stateMutability !== "pure") changing.push(`${name} ${stateMutability}`);
    });
    expect(changing).to.deep.equal(["recordAudit nonpayable"]);
    const [sender] = await on.ethers.getSigners();
    await expect(sender!.sendTransaction({ to: on.client.address, value: 1n })).to.be.revert(on.ethers);
  });

  it("[AUDREG-1] tells its domain, which names no contract", async () => {
    const { fields, name, version, chainId, verifyingContract } = await on.registry.eip712Domain();
    expect([fields, name, version, chainId, verifyingContract]).to.deep.equal([
      "0x07",
      "Upline audit",
      "1",
      on.chainId,
      ZeroAddress,
    ]);
  });

  /** The library's errors are those of `INetwork`. */
  const signatures = () => new Contract(ZeroAddress, ["error SignatureInvalid(address signer, bytes32 digest)"]);
});
