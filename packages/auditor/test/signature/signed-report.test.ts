import { auditDigest, auditSigner } from "@upline/protocol";
import { expect } from "chai";
import { encryptKeystoreJsonSync, id as hashOf, keccak256, toUtf8Bytes, Wallet } from "ethers";
import {
  AuditSignatureInvalid,
  attachSignature,
  checkSignature,
  KeystoreUnusable,
  ReportUnreadable,
  readSignedReport,
  signReport,
  statementOf,
  statementToSign,
} from "../../src/index.ts";

// What a signature over a report says, and what it does not survive

const AUDITOR = new Wallet(hashOf("auditor"));
const OTHER = new Wallet(hashOf("other"));
const PROGRAMME = new Wallet(hashOf("programme")).address;
const REPORT = {
  verdict: "verified",
  format: "upline-audit-report/1",
  audited: { chainId: "31337", programme: PROGRAMME, block: { hash: hashOf("block"), number: "7" } },
  money: { total: "2328600000" },
};
const CANONICAL =
  `{"audited":{"block":{"hash":"${hashOf("block")}","number":"7"},"chainId":"31337","programme":"${PROGRAMME}"},` +
  `"format":"upline-audit-report/1","money":{"total":"2328600000"},"verdict":"verified"}`;

/** Of a quick kind, as no keystore in use should be. */
const KEYSTORE = encryptKeystoreJsonSync(AUDITOR, "secret", { scrypt: { N: 2 } });

async function signedElsewhere(report: typeof REPORT, wallet: Wallet): Promise<string> {
  const { domain, types, message } = statementToSign(statementOf(report, AUDITOR.address)) as {
    domain: Record<string, string>;
    types: Record<string, { name: string; type: string }[]>;
    message: Record<string, string>;
  };
  const { EIP712Domain: _, ...rest } = types;
  return wallet.signTypedData(domain, rest, message);
}

describe("a signed report", () => {
  it("says programme, block, verdict and the hash of the canonical report, all from the report itself", () => {
    const { chainId, statement } = statementOf(REPORT, AUDITOR.address.toLowerCase());
    expect(chainId).to.equal(31_337n);
    expect(statement).to.deep.equal({
      programme: PROGRAMME,
      blockHash: hashOf("block"),
      report: keccak256(toUtf8Bytes(CANONICAL)),
      verdict: "verified",
      auditor: AUDITOR.address,
    });
    const shuffled = JSON.parse(CANONICAL) as typeof REPORT;
    expect(statementOf(shuffled, AUDITOR.address).statement).to.deep.equal(statement);
  });

  it("is valid with the auditor's key, from a keystore or a wallet elsewhere", async () => {
    const signed = await signReport(REPORT, KEYSTORE, "secret");
    const check = await checkSignature(readSignedReport(JSON.parse(JSON.stringify(signed))));
    expect(check).to.include({ valid: true, by: "key" });
    const elsewhere = attachSignature(REPORT, AUDITOR.address, await signedElsewhere(REPORT, AUDITOR), false);
    expect(elsewhere).to.deep.equal(signed);
    expect(auditSigner(31_337n, check.statement, signed.signature)).to.equal(AUDITOR.address);
  });

  it("is not valid after any change of the report, the verdict, the auditor or the signature", async () => {
    const signed = await signReport(REPORT, KEYSTORE, "secret");
    const refuses = async () => false;
    const changed = [
      { ...signed, report: { ...REPORT, money: { total: "2328600001" } } },
      { ...signed, report: { ...REPORT, verdict: "mismatch" } },
      { ...signed, report: { ...REPORT, audited: { ...REPORT.audited, chainId: "1" } } },
      { ...signed, report: { ...REPORT, audited: { ...REPORT.audited, programme: OTHER.address } } },
      { ...signed, auditor: OTHER.address },
      { ...signed, signature: `${signed.signature.slice(0, -2)}1d` },
      { ...signed, signature: "0x" },
    ];
    for (const one of changed) {
      expect((await checkSignature(one, refuses)).valid).to.equal(false);
      expect((await checkSignature(one)).valid, "nobody was asked").to.equal(undefined);
    }
  });

  it("of a contract wallet is what that contract says of the very digest", async () => {
    const signed = attachSignature(REPORT, OTHER.address, "0x1234", true);
    const asked: string[] = [];
    const check = await checkSignature(signed, async (wallet, digest, signature) => {
      asked.push(wallet, digest, signature);
      return true;
    });
    expect(check).to.include({ valid: true, by: "contract" });
    expect(asked).to.deep.equal([OTHER.address, auditDigest(31_337n, check.statement), "0x1234"]);
    expect((await checkSignature(signed, async () => undefined)).valid, "no contract there").to.equal(false);
  });

  it("is not made with another's signature, or a wrong password", async () => {
    const foreign = await signedElsewhere(REPORT, OTHER);
    expect(() => attachSignature(REPORT, AUDITOR.address, foreign, false)).to.throw(
      AuditSignatureInvalid,
      OTHER.address,
    );
    expect(() => attachSignature(REPORT, AUDITOR.address, "0x12", false)).to.throw(AuditSignatureInvalid, "no key");
    expect(() => attachSignature(REPORT, AUDITOR.address, "hello", true)).to.throw(
      AuditSignatureInvalid,
      "hexadecimal",
    );
    const wrong = await signReport(REPORT, KEYSTORE, "wrong").catch((error: unknown) => error);
    expect(wrong).to.be.instanceOf(KeystoreUnusable);
  });

  it("is made of reports alone", () => {
    const { audited } = REPORT;
    const others: unknown[] = [
      null,
      [],
      "report",
      { ...REPORT, format: "upline-audit-report/2" },
      { ...REPORT, verdict: "fine" },
      { ...REPORT, audited: undefined },
      { ...REPORT, audited: { ...audited, chainId: 31_337 } },
      { ...REPORT, audited: { ...audited, programme: "0x12" } },
      { ...REPORT, audited: { ...audited, block: { hash: "0x12" } } },
      { ...REPORT, format: { toString: 1 } },
      { ...REPORT, money: { total: 0.1 } },
      { ...REPORT, money: JSON.parse("[".repeat(20_000) + "]".repeat(20_000)) },
    ];
    for (const other of others) expect(() => statementOf(other, AUDITOR.address)).to.throw(ReportUnreadable);
    for (const file of [
      null,
      REPORT,
      { format: "upline-signed-report/1" },
      { format: "upline-signed-report/1", auditor: PROGRAMME },
    ]) {
      expect(() => readSignedReport(file)).to.throw(ReportUnreadable);
    }
  });
});
