import { expect } from "chai";
import { ZeroHash } from "ethers";
import {
  audit,
  auditWithReport,
  type CheckResult,
  overall,
  RpcSource,
  readCheckpoint,
  reportJson,
  type Source,
} from "../../../packages/auditor/src/index.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { Endpoint } from "../../helpers/endpoint.ts";
import { Random } from "../../helpers/random.ts";
import { instead, type Lie, type World } from "../../liar/lie.ts";
import { type CallLie, OF_CALLS, OF_TIMELOCKS } from "../../liar/of-calls.ts";
import { OF_EVENTS } from "../../liar/of-events.ts";
import { NONSENSE, OF_FORM } from "../../liar/of-form.ts";
import { OF_STATE } from "../../liar/of-state.ts";
import { OF_TOKENS } from "../../liar/of-tokens.ts";
import { openWorld } from "../../liar/world.ts";

// An endpoint that lies: one lie at a time, on one history
// - the check that is to find it does, under the lie's own name, and the whole audit is not verified
// - so it is to an audit that goes on from a checkpoint
// - a lie about what no proof covers is found, or changes only what is reported
// - nothing throws, and nothing takes long

const PATIENT = { attempts: 2, pauseMilliseconds: 1, milliseconds: 10_000, answerBytes: 2_000_000, requests: 1_000 };
/** So that silence ends soon. */
const HASTY = { ...PATIENT, milliseconds: 500 };
/** So that asking for every block by itself is soon too much. */
const FEW = { ...PATIENT, requests: 40 };
const LIMITS: Readonly<Record<string, typeof PATIENT>> = { "endpoint-silent": HASTY, "endpoint-endless": FEW };

describe("an endpoint that lies", () => {
  let world: World;
  let endpoint: Endpoint;

  before(async function () {
    leaveOutUnderCoverage(this);
    world = await openWorld();
    endpoint = await Endpoint.before(world.url);
  });

  beforeEach(() => endpoint.reset());

  after(async () => {
    endpoint.down();
    await world.chain.close();
  });

  async function played(limits = PATIENT, block = world.block, second?: Source): Promise<readonly CheckResult[]> {
    const options = { programme: world.market.address, block, ...(second === undefined ? {} : { second }) };
    return (await audit(new RpcSource(endpoint.url, limits), options)).checks;
  }

  function expectFound(results: readonly CheckResult[], { found: [check, code], verdict, located }: Lie): void {
    const result = results.find((one) => one.check === check);
    const codes = result?.findings.map((finding) => finding.code);
    expect(codes, JSON.stringify(result, texts)).to.include(code);
    if (located !== undefined) expect(codes?.at(-1), JSON.stringify(result, texts)).to.equal(located);
    expect(result?.verdict).to.equal(verdict);
    expect(overall(results)).to.not.equal("verified");
  }

  it("is told from an honest one", async () => {
    const results = await played();
    const shown = results.map(({ check, verdict, findings }) => [check, verdict, findings]);
    expect(overall(results), JSON.stringify(shown, texts)).to.equal("verified");
  });

  for (const lie of [...OF_STATE, ...OF_EVENTS, ...OF_TOKENS]) {
    it(`is found if it ${lie.name}`, async () => {
      lie.tell(endpoint, world);
      expectFound(await played(PATIENT, lie.audits?.(world)), lie);
    });
  }

  for (const lie of OF_FORM) {
    it(`is not waited for if it ${lie.name}`, async () => {
      lie.tell(endpoint, world);
      const started = performance.now();
      expectFound(await played(LIMITS[lie.found[1]] ?? PATIENT), lie);
      expect(performance.now() - started).to.be.lessThan(15_000);
    });
  }

  describe("to an audit that goes on from a checkpoint", () => {
    /** The lies about what came after it; of what was before, such an audit asks nothing. */
    const LATER = [
      "drops the last event",
      "has no events at all",
      "adds an event",
      "alters an amount",
      "alters a topic",
      "alters the time of an event",
      "gives events of blocks that nobody asked for",
      "gives an event that a reorganisation has removed",
      "gives an older history",
      "gives the history of a fork",
    ];
    let checkpoint: string;

    before(async () => {
      checkpoint = await checkpointAt(String(world.before.header["hash"]));
    });

    async function checkpointAt(block: string): Promise<string> {
      const options = { programme: world.market.address, block, keep: true };
      return (await auditWithReport(new RpcSource(world.url, PATIENT), options)).checkpoint ?? "";
    }

    const goneOn = (block = world.block, text = checkpoint) =>
      audit(new RpcSource(endpoint.url, PATIENT), {
        programme: world.market.address,
        block,
        from: readCheckpoint(text),
      });

    it("is told from an honest one", async () => {
      expect((await goneOn()).verdict).to.equal("verified");
    });

    for (const lie of OF_EVENTS.filter(({ name }) => LATER.includes(name))) {
      it(`is found if it ${lie.name}`, async () => {
        lie.tell(endpoint, world);
        expectFound((await goneOn()).checks, lie);
      });
    }

    it("is told from a checkpoint of a block that a reorganisation has removed", async () => {
      const { forked } = world;
      const removed = await checkpointAt(world.block);
      endpoint.stead = (asked) => (asked.method === "eth_getBlockByNumber" ? forked.header : instead(forked)(asked));
      const { checks } = await goneOn(String(forked.header["hash"]), removed);
      const codes = checks.find(({ check }) => check === "journal")?.findings.map(({ code }) => code);
      expect(codes).to.deep.equal(["journal-head-differs", "checkpoint-elsewhere"]);
    });

    it("is not accused where the checkpoint is of a later block", async () => {
      const { older } = world;
      const { checks, verdict } = await goneOn(String(older.header["hash"]));
      expect(verdict).to.equal("unproved");
      const journal = checks.find(({ check }) => check === "journal");
      expect(journal?.findings[0]?.message).to.include("the checkpoint's block is not at or before the audited one");
    });
  });

  async function reported(block: string): Promise<Members> {
    const options = { programme: world.market.address, block };
    return membersOf((await auditWithReport(new RpcSource(endpoint.url, PATIENT), options)).report);
  }

  async function expectNoWeight({ tell, found, shown }: CallLie, block: string): Promise<void> {
    const honest = await reported(block);
    endpoint.reset();
    tell(endpoint, world);
    const lied = await reported(block);
    const all = [...new Set([...honest.keys(), ...lied.keys()])];
    const differing = all.filter((member) => honest.get(member) !== lied.get(member));
    expect(differing).to.not.deep.equal([]);
    expect(shown).to.include.members(differing);
    expect(lied.get("verdict")).to.equal(found === undefined ? '"verified"' : '"unproved"');
    if (found !== undefined) expect(lied.get(`checks.${found[0]}`)).to.include(`"code":"${found[1]}"`);
    else expect(verdictsIn(lied)).to.deep.equal(verdictsIn(honest));
  }

  for (const lie of OF_CALLS) {
    it(`${lie.found === undefined ? "changes only what is reported" : "is found"} if it ${lie.name}`, () =>
      expectNoWeight(lie, world.block));
  }

  describe("about a timelock", () => {
    let block: string;

    before(async () => {
      endpoint.reset();
      const { ethers, core, operator, address } = world.market;
      const lock = await ethers.deployContract("Timelock", [3_600n, [operator], [operator]]);
      await core.connect(operator).grantRole(ZeroHash, lock);
      const call = core.interface.encodeFunctionData("open");
      await lock.connect(operator).schedule(address, 0n, call, ZeroHash, ZeroHash, 3_600n);
      block = (await ethers.provider.getBlock("latest"))?.hash ?? "";
      expect((await reported(block)).get("timelocks")).to.include("open()");
    });

    for (const lie of OF_TIMELOCKS) {
      it(`changes only what is reported if it ${lie.name}`, () => expectNoWeight(lie, block));
    }
  });

  it("is never believed whatever nonsense it answers", async () => {
    const methods = [
      "eth_chainId",
      "eth_getBlockByHash",
      "eth_getBlockByNumber",
      "eth_getProof",
      "eth_getLogs",
      "eth_getCode",
    ];
    for (const method of methods) {
      for (const nonsense of NONSENSE) {
        endpoint.stead = (asked) => (asked.method === method ? nonsense : undefined);
        const results = await played();
        expect(overall(results), `${method}: ${String(JSON.stringify(nonsense)).slice(0, 80)}`).to.not.equal(
          "verified",
        );
      }
    }
  });

  it("changes nothing that is verified, whatever digit of whatever answer it alters", async () => {
    const proven = (results: readonly CheckResult[]) => results.filter(({ check }) => PROVEN.includes(check));
    const honest = proven(await played());
    const answers = endpoint.asked.length;
    const random = new Random(7);
    for (let i = 0; i < 25; i++) {
      endpoint.reset();
      let left = random.below(answers);
      endpoint.change = (_, result) => (left-- === 0 ? spoiled(result, random) : result);
      const results = await played();
      if (overall(results) === "verified") expect(proven(results), `case ${i}`).to.deep.equal(honest);
    }
  });

  it("is contradicted by an honest one about a block that a reorganisation has removed", async () => {
    const { forked } = world;
    const code = await world.market.ethers.provider.getCode(world.market.address);
    endpoint.stead = (asked) => {
      if (asked.method === "eth_getCode") return code;
      return asked.method === "eth_getBlockByNumber" ? forked.header : instead(forked)(asked);
    };
    const fork = String(forked.header["hash"]);
    const alone = await played(PATIENT, fork);
    const believed = alone.filter(({ verdict }) => verdict === "verified").map(({ check }) => check);
    expect(believed).to.include.members(["block", "state", "journal", "amounts", "storage"]);
    const results = await played(PATIENT, fork, new RpcSource(world.url));
    const block = results.find(({ check }) => check === "block");
    expect(block?.verdict).to.equal("mismatch");
    expect(block?.findings[0]).to.include({ code: "block-not-canonical", expected: fork, found: world.block });
  });
});

/** A report's parts by their names, as JSON. */
type Members = ReadonlyMap<string, string>;

/** Parts of `audited` and single checks by themselves. */
function membersOf(report: Parameters<typeof reportJson>[0]): Members {
  const { audited, checks, ...rest } = JSON.parse(reportJson(report)) as Record<string, object> & {
    readonly checks: readonly CheckResult[];
  };
  const parts: [string, unknown][] = [
    ...Object.entries(rest),
    ...Object.entries(audited ?? {}).map(([name, value]): [string, unknown] => [`audited.${name}`, value]),
    ...checks.map((result): [string, unknown] => [`checks.${result.check}`, result]),
  ];
  return new Map(parts.map(([name, value]) => [name, JSON.stringify(value)]));
}

const verdictsIn = (members: Members) =>
  [...members].filter(([name]) => name.startsWith("checks.")).map(([name, text]) => [name, JSON.parse(text).verdict]);

/** The checks whose every word is proven; the others also list what the source reports. */
const PROVEN = ["block", "state", "journal", "amounts", "storage"];

/** The same answer with one other digit. */
function spoiled(result: unknown, random: Random): unknown {
  const text = JSON.stringify(result);
  const digits = [...text.matchAll(/0x[0-9a-f]+/gi)].map(({ index, 0: hex }) => ({ index, hex }));
  if (digits.length === 0) return result;
  const { index, hex } = random.pick(digits);
  const at = index + random.between(2, hex.length - 1);
  const other = ((Number.parseInt(text.charAt(at), 16) + random.between(1, 15)) % 16).toString(16);
  return JSON.parse(`${text.slice(0, at)}${other}${text.slice(at + 1)}`);
}

const texts = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
