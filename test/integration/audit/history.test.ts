import { expect } from "chai";
import { toBeHex } from "ethers";
import {
  type AuditedSale,
  checkAmounts,
  checkBlock,
  checkJournal,
  checkMoney,
  checkState,
  checkStorage,
  type Entry,
  type History,
  openHistory,
  type ProvenProgramme,
  ProvenState,
  type RawEntry,
  RpcSource,
  readHistory,
} from "../../../packages/auditor/src/index.ts";
import { MUTATIONS } from "../../../packages/auditor/test/helpers/mutations.ts";
import {
  decodeSale,
  distributorSlot,
  IUpline__factory,
  TestStablecoin__factory,
} from "../../../packages/protocol/src/index.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { type Invented, openInvented } from "../../helpers/invented.ts";
import { Random } from "../../helpers/random.ts";

// The history of an invented company, with returns, offers, holds, moved wallets and two plans:
// - its entries hash to the proven head; every sale is the engine's to the unit
// - the state that they give is the contract's, to the last word of storage; a word that somebody changed is named
// - whatever is done to one of its events, it does not verify
// - what is owed is held, and what came by other ways is told
// - sales are read as @upline/protocol reads them

const SIZE = { people: 60, months: 3, seed: 5 };
const MUTATIONS_OF_A_KIND = 6;

describe("auditor: the history of an invented company", function () {
  this.timeout(120_000);

  let invented: Invented;
  let proven: ProvenProgramme;
  let history: History;
  let source: RpcSource;
  let state: ProvenState;
  let chainId: bigint;
  const sales: AuditedSale[] = [];
  const events: string[] = [];
  const entries: RawEntry[] = [];
  const ended = { settled: 0, refunded: 0 };

  before(async function () {
    leaveOutUnderCoverage(this);
    invented = await openInvented(SIZE);
    const { url, core, block } = invented;
    source = new RpcSource(url);
    const checked = await checkBlock(source, { hash: block, named: true });
    if (checked.chainId === undefined) throw new Error("the block is not proven");
    chainId = checked.chainId;
    state = await stateOf(block);
    const check = await checkState(state, core);
    if (check.proven === undefined) throw new Error("the state is not proven");
    proven = check.proven;
    const observer = {
      placed: (sale: AuditedSale) => sales.push(sale),
      settled: () => ended.settled++,
      refunded: () => ended.refunded++,
      event: (name: string, _: unknown, { number, ...entry }: Entry) => {
        events.push(name);
        entries[number] = entry;
      },
    };
    history = await readHistory(source, { block, chainId, core, observers: [observer] });
  });

  after(() => invented?.close());

  async function stateOf(block: string): Promise<ProvenState> {
    const { header } = await checkBlock(source, { hash: block, named: true });
    if (header === undefined) throw new Error("the block is not proven");
    return new ProvenState(source, header);
  }

  /** Proofs at the newest block. */
  async function present(): Promise<ProvenState> {
    await invented.network.connection.provider.request({ method: "evm_mine" });
    return stateOf(await source.newest());
  }

  async function storage(at: ProvenState, all = false) {
    const { core } = invented;
    const { storageRoot } = await at.account(core);
    const words = (slots: readonly string[]) => at.storage(core, slots);
    return checkStorage(history, { storageRoot, block: at.block.hash, words, all });
  }

  async function money(at: ProvenState) {
    const { core, network } = invented;
    const words = (contract: string, slots: readonly string[]) => at.storage(contract, slots);
    const balanceOf = (token: string, account: string) =>
      TestStablecoin__factory.connect(token, network.connection.ethers.provider).balanceOf(account);
    return checkMoney(history, { core, words, balanceOf });
  }

  /** Changes a word of a contract's storage, as no transaction could; in a block of its own, whose state it spoils. */
  async function setWord(contract: string, slot: string, word: bigint) {
    await invented.network.connection.provider.request({ method: "evm_mine" });
    const params = [contract, slot, toBeHex(word, 32)];
    await invented.network.connection.provider.request({ method: "hardhat_setStorageAt", params });
  }

  it("hashes to the proven head", () => {
    const result = checkJournal(history, proven.head);
    expect(result.findings).to.deep.equal([]);
    expect(result.verdict).to.equal("verified");
    expect(result.evidence["entries"]).to.equal(events.length);
  });

  it("does not verify after one mutation of any event", () => {
    const random = new Random(SIZE.seed);
    const verdictOf = (told: readonly RawEntry[]) => {
      const again = openHistory({ chainId, core: invented.core });
      for (const entry of told) again.add(entry);
      again.finish();
      return checkJournal(again, proven.head).verdict;
    };
    expect(verdictOf(entries)).to.equal("verified");
    for (const [name, mutate] of Object.entries(MUTATIONS)) {
      for (let turn = 0; turn < MUTATIONS_OF_A_KIND; ++turn) {
        const at = random.below(entries.length);
        expect(verdictOf(mutate(entries, at, random.below(1_000))), `${name} of entry ${at}`).to.equal("mismatch");
      }
    }
  });

  it("is split as the engine splits it, sale by sale", () => {
    const result = checkAmounts(history, true);
    expect(result.findings).to.deep.equal([]);
    expect(result.verdict).to.equal("verified");
    expect(result.evidence["agreed"]).to.equal(sales.length);
    expect(sales.length).to.be.above(100);
    expect(sales.every(({ agreed }) => agreed)).to.equal(true);
  });

  it("is read as the protocol's own reader reads it", () => {
    for (const { entry, sale } of sales) expect(sale).to.deep.equal(decodeSale(entry));
  });

  it("gives every balance, the pool, the company's share and what waits", async () => {
    const { state } = history;
    const core = IUpline__factory.connect(invented.core, invented.network.connection.ethers.provider);
    expect(state.people.balanceOf(1)).to.equal(proven.company);
    expect(BigInt(state.people.count)).to.equal(await core.lastDistributorId());
    for (let id = 2; id <= state.people.count; ++id) {
      expect(state.people.balanceOf(id), `balance of ${id}`).to.equal(await core.balanceOf(BigInt(id)));
    }
    const placed = sales.filter(({ sale }) => !sale.final).length;
    expect(ended.settled + ended.refunded + state.sales.open.size).to.equal(placed);
    expect(ended.refunded).to.be.above(0);
  });

  it("makes the proven root of the whole storage", async () => {
    const result = await storage(state);
    expect(result.findings).to.deep.equal([]);
    expect(result.verdict).to.equal("verified");
    expect(result.evidence["provenRoot"]).to.equal(result.evidence["recomputedRoot"]);
    expect(result.evidence["words"]).to.be.above(300);
  });

  it("names the word that somebody changed, and the field", async () => {
    const slot = distributorSlot(17n);
    const [word = 0n] = await state.storage(invented.core, [slot]);
    await setWord(invented.core, slot, word + (5n << 32n));
    const result = await storage(await present());
    expect(result.verdict).to.equal("mismatch");
    expect(result.findings.map(({ code, subject }) => [code, subject])).to.deep.equal([
      ["word-differs", "distributor 17"],
    ]);
    expect(result.findings[0]?.message).to.include("balance 5 instead of 0");
    await setWord(invented.core, slot, word);
  });

  it("finds that there is a word of which no event tells", async () => {
    const slot = toBeHex(123_456n, 32);
    await setWord(invented.core, slot, 1n);
    const result = await storage(await present());
    expect(result.findings.map(({ code }) => code)).to.deep.equal(["word-unknown"]);
    await setWord(invented.core, slot, 0n);
    expect((await storage(await present())).verdict).to.equal("verified");
  });

  it("proves that what is owed is held, and tells what came by other ways", async () => {
    const before = await money(state);
    expect(before.verdict).to.equal("verified");
    expect([before.evidence["owed"], before.evidence["held"]]).to.deep.equal([0n, 0n]);
    const { ethers } = invented.network.connection;
    const token = TestStablecoin__factory.connect(invented.token, (await ethers.getSigners())[0]);
    await token.mint(invented.core, 77n);
    const after = await money(await present());
    expect(after.verdict).to.equal("verified");
    expect(after.evidence["stray"]).to.equal(77n);
    expect(after.evidence["layout"]).to.equal("mapping at slot 0");
  });
});
