import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "chai";
import { encryptKeystoreJsonSync, Wallet } from "ethers";
import { CHECKS } from "../../../packages/auditor/src/index.ts";
import { type Ran, upline } from "../../../packages/cli/test/helpers/upline.ts";
import { AuditRegistryClient, type AuditStatement } from "../../../packages/protocol/src/index.ts";
import { privateKey } from "../../../scripts/local/mnemonic.ts";
import { type Audited, openAudited } from "../../helpers/audited.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { Endpoint } from "../../helpers/endpoint.ts";
import { FINAL } from "../../helpers/market.ts";

// upline audit, as an auditor runs it against an endpoint
// - it ends with the verdict and its exit code, and writes report and evidence
// - the evidence alone gives the same report; evidence or report altered does not
// - an audit that goes on from a checkpoint reports what one from the start reports
// - one amount is explained from sale to wallet
// - a report is signed, verified, and recorded on the chain
// - wrong usage is 2, an endpoint that lies 3, one that gives too little 4

interface Report {
  readonly verdict: string;
  readonly checks: readonly {
    readonly check: string;
    readonly verdict: string;
    readonly findings: readonly { readonly code: string }[];
  }[];
  readonly programme: { readonly entries: number };
  readonly money: { readonly placed: { readonly sales: number } };
}

const AUDITOR = new Wallet(privateKey(9));

describe("upline audit", function () {
  this.timeout(120_000);

  let audited: Audited;
  let folder: string;
  let first: Ran;

  before(async function () {
    leaveOutUnderCoverage(this);
    audited = await openAudited();
    folder = mkdtempSync(join(tmpdir(), "audit-"));
    first = await upline([...source(), "--bundle", at("evidence"), "--out", at("report"), "--json"]);
  });

  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await audited?.chain.close();
  });

  const at = (name: string) => join(folder, name);
  const source = (url = audited.url) => {
    return ["audit", "--rpc", url, "--programme", audited.market.address, "--block", audited.block];
  };
  const checksOf = ({ stdout }: Ran) =>
    (JSON.parse(stdout) as Report).checks.map(({ check, verdict }) => [check, verdict]);

  it("proves every claim, says it in words and numbers, and writes the report whole", async () => {
    expect(first.code, first.stderr).to.equal(0);
    expect(checksOf(first)).to.deep.equal(CHECKS.map((check) => [check, "verified"]));
    expect(readdirSync(at("report")).sort()).to.deep.equal([
      "claims.csv",
      "credits.csv",
      "powers.csv",
      "report.html",
      "report.json",
      "sales.csv",
    ]);
    const report = JSON.parse(readFileSync(at("report/report.json"), "utf8")) as Report;
    expect(JSON.parse(first.stdout)).to.deep.equal(report);
    const schema = JSON.parse(readFileSync("packages/auditor/report.schema.json", "utf8")) as object;
    const valid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(valid(report), JSON.stringify(valid.errors?.slice(0, 3))).to.equal(true);
    expect(readFileSync(at("report/sales.csv"), "utf8").trim().split("\n")).to.have.length.above(
      report.money.placed.sales,
    );
    const human = await upline(source());
    expect(human.stdout).to.match(/✓ amounts {2}proved/);
    expect(human.stdout.trim().split("\n").at(-1)).to.equal(
      "VERIFIED: everything that was checked is as it should be.",
    );
  });

  it("says that nobody named the block, where nobody did", async () => {
    const unnamed = await upline(["audit", "--rpc", audited.url, "--programme", audited.market.address, "--json"]);
    expect(unnamed.code).to.equal(0);
    expect(checksOf(unnamed)[1]).to.deep.equal(["block", "reported"]);
    const human = await upline(["audit", "--rpc", audited.url, "--programme", audited.market.address]);
    expect(human.stdout.trim().split("\n").at(-1)).to.match(/^VERIFIED, if the block is the chain's/);
  });

  it("repeats the audit from the evidence alone, to the byte", async () => {
    const repeated = await upline(["audit", "repeat", at("evidence"), "--out", at("again"), "--json"]);
    expect(repeated.code, repeated.stderr).to.equal(0);
    expect(JSON.parse(repeated.stdout)).to.have.property("repeated").that.includes({ sameReport: true });
    for (const file of readdirSync(at("report"))) {
      expect(readFileSync(at(`again/${file}`), "utf8"), file).to.equal(readFileSync(at(`report/${file}`), "utf8"));
    }
    await upline([...source(), "--bundle", at("evidence-2")]);
    expect(readFileSync(at("evidence-2")).equals(readFileSync(at("evidence")))).to.equal(true);
  });

  it("repeats evidence of the named block only, and says so where only the bundle names it", async () => {
    const named = await upline(["audit", "repeat", at("evidence"), "--block", audited.block, "--json"]);
    expect(named.code, named.stderr).to.equal(0);
    expect(JSON.parse(named.stdout).repeated).to.include({ blockNamed: true });
    const unnamed = await upline(["audit", "repeat", at("evidence")]);
    expect(unnamed.stdout.trim().split("\n").at(-1)).to.match(/names the block, 0x[0-9a-f]{64}\. Compare that hash/);
    const other = await upline(["audit", "repeat", at("evidence"), "--block", `0x${"12".repeat(32)}`, "--json"]);
    expect(other.code).to.equal(3);
    expect(JSON.parse(other.stdout).error).to.include({ code: "block-differs", found: audited.block });
  });

  it("repeats evidence from before audits recorded transfers, and does not call its report a lie", async () => {
    const lines = readFileSync(at("evidence"), "utf8").trimEnd().split("\n").slice(0, -1);
    let isOfToken = false;
    const kept = lines.filter((line) => {
      if (line.startsWith('{"entries"')) isOfToken = JSON.parse(line).entries.length > 4;
      return !isOfToken;
    });
    expect(kept.length).to.be.below(lines.length);
    kept[0] = kept[0]!.replace('"version":2', '"version":1');
    const text = kept.map((line) => `${line}\n`).join("");
    const sha256 = createHash("sha256").update(text).digest("hex");
    writeFileSync(at("version-1"), `${text}${JSON.stringify({ end: kept.length, sha256 })}\n`);
    const repeated = await upline(["audit", "repeat", at("version-1"), "--block", audited.block, "--json"]);
    expect(repeated.code, repeated.stdout.slice(-300)).to.equal(0);
    const { notes, repeated: how } = JSON.parse(repeated.stdout) as { notes: string[]; repeated: object };
    expect(how).to.include({ sameReport: null, version: 1 });
    expect(notes.join()).to.match(/Transfers of the token .* were not read, which changes no verdict/);
    const human = await upline(["audit", "repeat", at("version-1"), "--block", audited.block]);
    expect(human.stdout.trim().split("\n").at(-1)).to.match(/^The bundle is of version 1 and has no transfers/);
  });

  it("refuses evidence that was altered or cut off", async () => {
    const text = readFileSync(at("evidence"), "utf8");
    writeFileSync(
      at("altered"),
      text.replace(/"timestamp":"?\d/, (found) => `${found.slice(0, -1)}9`),
    );
    writeFileSync(at("cut"), text.slice(0, -200));
    for (const file of ["altered", "cut", "nowhere"]) {
      const { code, stdout } = await upline(["audit", "repeat", at(file)]);
      expect(code, file).to.be.oneOf([1, 3, 4]);
      expect(stdout, file).to.not.include("VERIFIED");
    }
  });

  it("goes on from a checkpoint, and reports to the byte what a whole audit reports", async () => {
    const { market, line } = audited;
    const early = await upline([...source(), "--checkpoint", at("checkpoint")]);
    expect(early.code, early.stderr).to.equal(0);
    expect(early.stderr).to.include(`Checkpoint written to ${at("checkpoint")}`);
    await market.buy(line[2]!, FINAL);
    await market.core.connect(line[4]!.wallet).claim();
    const block = (await market.ethers.provider.getBlock("latest"))!.hash!;
    const later = [...source().slice(0, 5), "--block", block, "--json"];
    const whole = await upline([...later, "--out", at("whole"), "--checkpoint", at("whole.checkpoint")]);
    const from = ["--from", at("checkpoint"), "--out", at("rest"), "--checkpoint", at("rest.checkpoint")];
    const rest = await upline([...later, ...from]);
    expect([whole.code, rest.code], rest.stderr).to.deep.equal([0, 0]);
    expect(rest.stdout).to.equal(whole.stdout);
    const { entries } = (JSON.parse(first.stdout) as Report).programme;
    expect(rest.stderr).to.include(`Its CSV files begin with entry ${entries} of the journal`);
    const read = (name: string) => readFileSync(at(name), "utf8");
    const pairs = ["report.json", "report.html"].map((name) => [`whole/${name}`, `rest/${name}`] as const);
    for (const [a, b] of [...pairs, ["whole.checkpoint", "rest.checkpoint"] as const]) {
      expect(read(b) === read(a), b).to.equal(true);
    }
    for (const name of ["sales", "credits", "claims", "powers"]) {
      const added = read(`rest/${name}.from-${entries}.csv`).split("\r\n").slice(1).join("\r\n");
      expect(`${read(`report/${name}.csv`)}${added}`, name).to.equal(read(`whole/${name}.csv`));
    }
    const text = readFileSync(at("checkpoint"), "utf8");
    writeFileSync(at("spoilt"), text.replace('"sales":', '"sales":1'));
    expect((await upline([...later, "--from", at("spoilt")])).code).to.equal(2);
    expect((await upline([...later, "--from", at("checkpoint"), "--bundle", at("x")])).code).to.equal(2);
    const other = await upline([
      ...later.slice(0, 4),
      line[0]!.wallet.address,
      ...later.slice(5),
      "--from",
      at("checkpoint"),
    ]);
    expect(other.code).to.equal(2);
  });

  it("explains one amount from the sale to the wallet", async () => {
    const credits = readFileSync(at("report/credits.csv"), "utf8").trim().split("\n").slice(1);
    const [sale, distributor, , units] = credits[0]!.split(",") as [string, string, string, string];
    const args = [...source().slice(1)];
    const { code, stdout } = await upline(["audit", "explain", `${sale}/${distributor}`, ...args, "--json"]);
    expect(code).to.equal(0);
    const story = JSON.parse(stdout) as {
      credit: { id: string; amount: string };
      sentences: string[];
      verdict: string;
    };
    expect(story.credit).to.include({ id: distributor, amount: units });
    expect(story.verdict).to.equal("verified");
    expect(story.sentences.join(" ")).to.include(`distributor ${distributor} gets`);
    const unknown = await upline(["audit", "explain", `${sale}/4000`, ...args]);
    expect(unknown.code).to.equal(1);
    expect(unknown.stderr).to.include(`no sale ${sale} of the history credits distributor 4000`);
  });

  it("signs a report, verifies it, and the registry takes the very signature", async () => {
    const file = at("report/report.json");
    writeFileSync(at("key.json"), encryptKeystoreJsonSync(AUDITOR, "secret", { scrypt: { N: 2 } }));
    writeFileSync(at("password"), "secret\n");
    const key = ["--keystore", at("key.json"), "--password-file", at("password")];
    const signed = await upline(["audit", "sign", file, ...key, "--out", at("signed.json"), "--json"]);
    expect(signed.code, signed.stderr).to.equal(0);
    const verified = await upline(["audit", "verify", at("signed.json"), "--json"]);
    expect(verified.code).to.equal(0);
    const { signature } = JSON.parse(signed.stdout) as { signature: string };
    const { programme, blockHash, report, verdict, auditor } = JSON.parse(verified.stdout) as AuditStatement;
    expect([programme, blockHash, verdict, auditor]).to.deep.equal([
      audited.market.address,
      audited.block,
      "verified",
      AUDITOR.address,
    ]);
    const registry = await audited.market.ethers.deployContract("AuditRegistry");
    const [sender] = await audited.market.ethers.getSigners();
    const client = AuditRegistryClient.connect(await registry.getAddress(), sender!);
    await client.record({ programme, blockHash, report, verdict, auditor }, signature);
    const [recorded] = await client.auditsOf(audited.market.address);
    expect(recorded).to.include({ report, auditor, verdict: "verified" });
  });

  it("finds a signed report altered, and asks a contract wallet for its word", async () => {
    const signed = JSON.parse(readFileSync(at("signed.json"), "utf8")) as { report: { verdict: string } };
    writeFileSync(at("forged.json"), JSON.stringify({ ...signed, report: { ...signed.report, verdict: "mismatch" } }));
    const forged = await upline(["audit", "verify", at("forged.json"), "--rpc", audited.url]);
    expect(forged.code).to.equal(3);
    expect(forged.stdout).to.include("NOT signed by");
    const wallet = await (await audited.market.ethers.deployContract("SmartWallet", [AUDITOR.address])).getAddress();
    const file = at("report/report.json");
    const toSign = await upline(["audit", "sign", file, "--auditor", wallet]);
    const { domain, types, message } = JSON.parse(toSign.stdout) as {
      domain: Record<string, string>;
      types: Record<string, { name: string; type: string }[]>;
      message: Record<string, string>;
    };
    const { EIP712Domain: _, ...rest } = types;
    const signature = await AUDITOR.signTypedData(domain, rest, message);
    await upline([
      "audit",
      "sign",
      file,
      "--auditor",
      wallet,
      "--signature",
      signature,
      "--contract",
      "--out",
      at("by-contract.json"),
    ]);
    expect((await upline(["audit", "verify", at("by-contract.json")])).code, "nobody was asked").to.equal(4);
    expect((await upline(["audit", "verify", at("by-contract.json"), "--rpc", audited.url])).code).to.equal(0);
  });

  it("ends with 2 on wrong usage, and says what its exit codes mean", async () => {
    const wrong = [
      ["audit"],
      ["audit", "--rpc", "ftp://x"],
      ["audit", "--rpc", audited.url],
      ["audit", "--rpc", audited.url, "--programme", "0x12"],
      [...source().slice(0, 5), "--block", "latest"],
      ["audit", "explain", "17", ...source().slice(1)],
      ["audit", "nothing"],
      [...source(), "--second", `${audited.url}/`],
    ];
    for (const args of wrong) expect((await upline(args)).code, args.join(" ")).to.equal(2);
    const help = await upline(["audit", "--help"]);
    expect(help.code).to.equal(0);
    expect(help.stdout).to.include("3 mismatch, 4 not all could be proved");
  });

  it("takes the token from the journal, whatever an endpoint answers", async () => {
    const token = (await audited.market.core.settings()).token;
    const endpoint = await Endpoint.before(audited.url);
    endpoint.change = ({ method }, result) =>
      method === "eth_call" ? String(result).replaceAll(token.slice(2).toLowerCase(), "ab".repeat(20)) : result;
    const { code, stdout, stderr } = await upline([...source(endpoint.url), "--json"]);
    endpoint.down();
    expect(code, stderr).to.equal(0);
    const { audited: told } = JSON.parse(stdout) as { audited: { token: { address: string } } };
    expect(told.token.address).to.equal(token);
  });

  it("shows nothing of an endpoint or a file that would steer the terminal", async () => {
    const evil = "\u001b[2J\u009b2J\u202eDEIFIREV\u202cVERIFIED\r\n";
    const endpoint = await Endpoint.before(audited.url);
    endpoint.refuse = () => ({ code: -32_000, message: evil });
    const refused = await upline(source(endpoint.url).slice(0, 5));
    const refusedJson = await upline([...source(endpoint.url).slice(0, 5), "--json"]);
    endpoint.down();
    expect(refused.code).to.equal(4);
    const signed = { format: "upline-signed-report/1", auditor: AUDITOR.address, signature: "0x00" };
    writeFileSync(at("evil.json"), JSON.stringify({ ...signed, report: { format: evil } }));
    writeFileSync(at("evil.txt"), `{"a": ${evil}`);
    const files = [
      await upline(["audit", "verify", at("evil.json")]),
      await upline(["audit", "verify", at("evil.txt")]),
      await upline(["audit", "sign", at("evil.txt"), "--auditor", AUDITOR.address]),
      await upline(["audit", "repeat", at("evil.txt")]),
    ];
    for (const { code, stdout, stderr } of [refused, ...files]) {
      expect(code).to.not.equal(0);
      expect(stdout + stderr).to.not.match(/[^\P{C}\n]|^VERIFIED/mu);
    }
    const { error } = JSON.parse(refusedJson.stdout) as { error: { message: string } };
    expect(error.message, "for machines it is whole").to.include(evil);
    expect(refusedJson.stdout).to.not.match(/[^\P{C}\n]/u);
  });

  it("ends with 3 and names the lie of an endpoint, and with 4 where proofs are kept back", async () => {
    const endpoint = await Endpoint.before(audited.url);
    try {
      endpoint.change = ({ method }, result) =>
        method === "eth_getLogs" && Array.isArray(result) ? result.filter((_, i) => i !== 5) : result;
      const lied = await upline([...source(endpoint.url), "--json"]);
      expect(lied.code, lied.stdout.slice(0, 500)).to.equal(3);
      const { checks } = JSON.parse(lied.stdout) as Report;
      const codes = checks.find(({ check }) => check === "journal")?.findings.map(({ code }) => code);
      expect(codes).to.include("journal-head-differs");
      endpoint.reset();
      endpoint.refuse = ({ method }) =>
        method === "eth_getProof" ? { code: -32_000, message: "missing trie node" } : undefined;
      const pruned = await upline([...source(endpoint.url), "--json"]);
      expect(pruned.code).to.equal(4);
      expect(checksOf(pruned)).to.deep.include.members([
        ["block", "verified"],
        ["state", "unproved"],
        ["journal", "unproved"],
        ["amounts", "unproved"],
      ]);
    } finally {
      endpoint.down();
    }
  });
});
