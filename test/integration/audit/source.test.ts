import { expect } from "chai";
import { toBeHex, ZeroHash } from "ethers";
import {
  AUDIT_EXIT,
  audit,
  checkBlock,
  checkState,
  ProvenState,
  proveHeader,
  RpcSource,
} from "../../../packages/auditor/src/index.ts";
import { distributorSlot, replay, SLOTS, unpackDistributor } from "../../../packages/protocol/src/index.ts";
import { type Audited, openAudited } from "../../helpers/audited.ts";
import { type Chain, startChain } from "../../helpers/chain.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { type Asked, Endpoint } from "../../helpers/endpoint.ts";
import { deployProgramme } from "../../helpers/programme.ts";

// An endpoint as a source of an audit
// - header, account, storage, code and events of a real chain are proved to the trusted hash
// - the headers of every fork's form hash to their blocks
// - an endpoint with limits is read whole; one without the past is refused, with what could not be proved

const FORKS = ["london", "shanghai", "cancun", "prague", "osaka"] as const;
/** Quick to give up, so that tests of what fails are short. */
const HASTY = { attempts: 2, pauseMilliseconds: 1, milliseconds: 2_000 };

describe("an endpoint as a source of an audit", () => {
  let audited: Audited;
  let endpoint: Endpoint;

  before(async function () {
    leaveOutUnderCoverage(this);
    audited = await openAudited();
    endpoint = await Endpoint.before(audited.url);
  });

  beforeEach(() => endpoint.reset());

  after(async () => {
    endpoint.down();
    await audited.chain.close();
  });

  const source = (limits = {}) => new RpcSource(endpoint.url, { ...HASTY, ...limits });

  async function events(from: RpcSource) {
    const pages = [];
    for await (const page of from.entries(audited.block, audited.market.address, 0n)) pages.push(page);
    return pages;
  }

  async function state(from: RpcSource) {
    return new ProvenState(from, proveHeader(audited.block, await from.header(audited.block)));
  }

  it("proves block, account and journal's head, and the events give that head", async () => {
    const { market, block, number } = audited;
    const rpc = source();
    const { result, header, chainId } = await checkBlock(rpc, { hash: block, named: true });
    expect(result.verdict, JSON.stringify(result.findings)).to.equal("verified");
    expect(result.evidence).to.include({ block, number, secondSource: false });
    const { result: proved, proven } = await checkState(new ProvenState(rpc, header!), market.address);
    expect(proved.verdict).to.equal("verified");
    expect(proved.evidence["journalHead"]).to.equal(toBeHex(await market.core.journalHead(), 20));
    expect(proven!.company).to.equal(await market.core.balanceOf(1n));
    const entries = (await events(rpc)).flat();
    expect(replay(entries, chainId!, market.address)).to.equal(proven!.head);
    expect(rpc.cost.requests).to.equal(endpoint.asked.length);
    expect(rpc.cost.bytes).to.be.greaterThan(10_000);
  });

  it("proves every distributor's word, what is not there, and the code", async () => {
    const { market, line } = audited;
    const proven = await state(source());
    const slots = [...line.map(({ id }) => distributorSlot(id)), distributorSlot(1_000n)];
    const words = await proven.storage(market.address, slots);
    const balances = words.map((word) => unpackDistributor(word).balance);
    expect(balances).to.deep.equal([...(await market.balancesOf(...line)), 0n]);
    expect(words.at(-1)).to.equal(0n);
    expect(await proven.code(market.address)).to.equal(await market.ethers.provider.getCode(market.address));
    const nobody = await proven.account("0x00000000000000000000000000000000deadbeef");
    expect(nobody).to.include({ balance: 0n, nonce: 0n });
    const { result } = await checkState(proven, nobody.address);
    expect(result).to.include({ verdict: "mismatch" });
    expect(result.findings[0]).to.include({ code: "programme-missing" });
  });

  it("proves many slots over several answers", async () => {
    const rpc = source({ slots: 2 });
    endpoint.refuse = ({ method, params }) =>
      method === "eth_getProof" && (params[1] as string[]).length > 2 ? { code: -1, message: "too many" } : undefined;
    const slots = Array.from({ length: 7 }, (_, i) => distributorSlot(BigInt(i + 1)));
    const words = await (await state(rpc)).storage(audited.market.address, slots);
    expect(words).to.deep.equal(await (await state(source({ slots: 100 }))).storage(audited.market.address, slots));
  });

  it("hashes the headers of every fork", async () => {
    for (const hardfork of FORKS) {
      const chain = await startChain({ hardfork });
      const rpc = new RpcSource(chain.url, HASTY);
      await chain.inside.provider.request({ method: "evm_mine" });
      const newest = await rpc.newest();
      const { result } = await checkBlock(rpc, { hash: newest, named: false });
      expect(result, hardfork).to.include({ verdict: "reported" });
      await chain.close();
    }
  });

  describe("with limits", () => {
    const blocks = ({ params }: Asked) => {
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
      return Number(BigInt(toBlock) - BigInt(fromBlock)) + 1;
    };

    it("on blocks is read whole, in few more requests than pages", async () => {
      const whole = await events(source());
      endpoint.reset();
      endpoint.refuse = (asked) =>
        asked.method === "eth_getLogs" && blocks(asked) > 3 ? { code: -32_005, message: "block range" } : undefined;
      expect((await events(source({ blocks: 64n }))).flat()).to.deep.equal(whole.flat());
      const asked = endpoint.asked.filter(({ method }) => method === "eth_getLogs").length;
      expect(asked).to.be.lessThan(Number(audited.number) / 3 + 12);
    });

    it("on events is read whole", async () => {
      const whole = await events(source());
      endpoint.change = ({ method }, result) =>
        method === "eth_getLogs" && (result as unknown[]).length > 9 ? new Error("more than 9 results") : result;
      const pages = await events(source());
      expect(pages.flat()).to.deep.equal(whole.flat());
      expect(Math.max(...pages.map(({ length }) => length))).to.be.at.most(9);
    });

    it("reads the times of blocks where events come without", async () => {
      const whole = await events(source());
      endpoint.change = ({ method }, result) =>
        method === "eth_getLogs"
          ? (result as Record<string, unknown>[]).map(({ blockTimestamp: _, ...log }) => log)
          : result;
      expect((await events(source({ batch: 5 }))).flat()).to.deep.equal(whole.flat());
    });
  });

  describe("of a chain that is far older than the programme", () => {
    let young: Chain;
    let address: string;
    let block: string;
    let deployed: bigint;
    let last: bigint;

    before(async function () {
      leaveOutUnderCoverage(this);
      young = await startChain();
      await young.inside.provider.request({ method: "hardhat_mine", params: ["0x20000"] });
      const { core, ethers } = await deployProgramme({ connection: young.inside });
      address = await core.getAddress();
      const [first] = await ethers.provider.getLogs({ address, fromBlock: 0 });
      deployed = BigInt(first?.blockNumber ?? 0);
      await young.inside.provider.request({ method: "hardhat_mine" });
      const newest = await ethers.provider.getBlock("latest");
      block = String(newest?.hash);
      last = BigInt(newest?.number ?? 0);
    });

    after(() => young.close());

    /** From which blocks on the endpoint was asked for events, and how many there were. */
    async function asked(change: Endpoint["change"] = (_, result) => result) {
      const before = await Endpoint.before(young.url);
      before.change = change;
      let events = 0;
      for await (const page of new RpcSource(before.url, HASTY).entries(block, address, 0n)) events += page.length;
      const logs = before.asked.filter(({ method }) => method === "eth_getLogs");
      before.down();
      return { from: logs.map(({ params }) => BigInt((params[0] as { fromBlock: string }).fromBlock)), events };
    }

    it("asks for no events of the years before", async () => {
      const { from, events } = await asked();
      expect(from).to.deep.equal([deployed, deployed]);
      expect(events).to.be.greaterThan(5);
    });

    it("asks for all where the endpoint keeps no past, or does not know that it does not", async () => {
      const { events } = await asked();
      const refusing = await asked(({ method }, result) => (method === "eth_getCode" ? new Error("pruned") : result));
      expect(refusing).to.deep.equal({ from: [0n], events });
      const without = ({ params }: Asked) => BigInt(params[1] as string) < last;
      const lying = await asked((one, result) => (one.method === "eth_getCode" && without(one) ? "0x" : result));
      expect(lying.from).to.deep.equal([last, 0n]);
      expect(lying.events).to.equal(events);
    });
  });

  it("takes one that knows blocks by number only", async () => {
    endpoint.refuse = ({ method, params }) =>
      method === "eth_getProof" && typeof params[2] === "object" ? { code: -32_602, message: "bad block" } : undefined;
    const { result } = await checkState(await state(source()), audited.market.address);
    expect(result.verdict).to.equal("verified");
  });

  it("says which state a pruned one did not give", async () => {
    endpoint.refuse = ({ method }) =>
      method === "eth_getProof" ? { code: -32_000, message: "missing trie node" } : undefined;
    const { result } = await checkState(await state(source()), audited.market.address);
    expect(result.verdict).to.equal("unproved");
    expect(result.findings[0]?.code).to.equal("state-unavailable");
    expect(result.findings[0]?.message).to.include(`${audited.market.address} at block ${audited.number}`);
    expect(result.findings[0]?.message)
      .to.include(`the storage word ${SLOTS.accounts}`)
      .and.include("missing trie node");
  });

  it("without the past leaves exactly what needs it unproved, and the rest is proved", async () => {
    endpoint.refuse = ({ method }) =>
      ["eth_getProof", "eth_getCode", "eth_call"].includes(method)
        ? { code: -32_000, message: "missing trie node" }
        : undefined;
    const { market, block } = audited;
    const { verdict, checks } = await audit(source(), { programme: market.address, block });
    expect(AUDIT_EXIT[verdict]).to.equal(4);
    const verdicts = Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict]));
    expect(verdicts).to.include({ block: "verified", state: "unproved", journal: "unproved", code: "unproved" });
    expect(Object.values(verdicts)).to.not.include("mismatch");
    const findings = checks.flatMap(({ findings }) => findings).filter(({ code }) => code === "state-unavailable");
    const subjects = findings.map(({ subject }) => subject);
    expect(subjects).to.include.members([`the state of ${market.address} at block ${audited.number}`, "core"]);
    expect(findings[0]?.message).to.include(`block ${audited.number} could not be proved`);
    expect(checks.find(({ check }) => check === "amounts")?.summary).to.include("equal, to the unit");
  });

  it("compares a second one", async () => {
    const { block, url } = audited;
    const second = new RpcSource(url, HASTY);
    const agreed = await checkBlock(source(), { hash: block, named: true }, second);
    expect(agreed.result).to.include({ verdict: "verified" });
    expect(agreed.result.evidence["secondSource"]).to.equal(true);
    endpoint.change = ({ method, params }, result) =>
      method === "eth_getBlockByNumber" && params[0] !== "latest" ? { ...(result as object), hash: ZeroHash } : result;
    const differing = await checkBlock(second, { hash: block, named: true }, source());
    expect(differing.result.verdict).to.equal("mismatch");
    expect(differing.result.findings[0]).to.include({ code: "block-not-canonical", expected: block, found: ZeroHash });
  });

  it("says that a block is unknown", async () => {
    const { result, header } = await checkBlock(source(), { hash: ZeroHash, named: true });
    expect(header).to.equal(undefined);
    expect(result.verdict).to.equal("unproved");
    expect(result.findings[0]?.code).to.equal("block-unknown");
  });
});
