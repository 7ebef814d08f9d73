import { expect } from "chai";
import type { LogDescription } from "ethers";
import {
  decodeRankChanges,
  decodeSale,
  decodeSaleIds,
  distributorSlot,
  type EscrowedSale,
  inPeriod,
  type JournalLog,
  SALE_TOPICS,
  SLOTS,
  unpackDistributor,
  unpackPlanTerms,
} from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { journalOf } from "../../helpers/journal.ts";
import { NOTICE, plan } from "../../helpers/programme.ts";
import {
  BOXED,
  consent,
  FINAL,
  fields,
  HOUR,
  impersonated,
  invite,
  nextPeriod,
  now,
  order,
  placeInEscrow,
  product,
  RETURN_WINDOW,
  RETURNABLE,
  ROLES,
  SELLER_ID,
  SPONSOR_ID,
  setRun,
  setStage,
  sku,
  takeOver,
} from "../../helpers/stage.ts";
import { historyOf, rebuiltRoot, storageRoot } from "../../helpers/storage-root.ts";

/** All that the events tell, kept by a reader who knows nothing else. */
class Reader {
  readonly wallets = new Map<bigint, string>();
  readonly sponsors = new Map<bigint, bigint>();
  readonly ranks = new Map<bigint, bigint>();
  readonly pushOff = new Map<bigint, boolean>();
  readonly products = new Map<bigint, { terms: Record<string, unknown>; closed: boolean }>();
  readonly plans = new Map<bigint, { from: bigint; plan: Record<string, unknown> }>();
  readonly roles = new Map<string, Set<string>>();
  readonly balances = new Map<bigint, bigint>();
  readonly sales = new Map<bigint, EscrowedSale>();
  readonly settled = new Set<bigint>();
  pool = 0n;
  paused = false;
  open = false;
  inForce = 0n;
  run = "";

  #credit(id: bigint, amount: bigint): void {
    this.balances.set(id, (this.balances.get(id) ?? 0n) + amount);
  }

  #pay(sale: Pick<EscrowedSale, "credits" | "pool" | "company">): void {
    for (const { id, amount } of sale.credits) this.#credit(id, amount);
    this.#credit(1n, sale.company);
    this.pool += sale.pool;
  }

  /** A sale, which says in packed bytes what it pays. */
  place(log: JournalLog): void {
    const sale = decodeSale(log);
    if (sale.final) this.#pay(sale);
    else this.sales.set(sale.id, sale);
  }

  /** Any other event. */
  read({ name, args }: LogDescription): void {
    switch (name) {
      case "DistributorEnrolled":
        this.wallets.set(args.id, args.wallet);
        this.sponsors.set(args.id, args.sponsor);
        break;
      case "RanksSet":
        for (const { id, rank } of decodeRankChanges(args.changes)) this.ranks.set(id, rank);
        break;
      case "PushSwitched":
        this.pushOff.set(args.id, args.off);
        break;
      case "ProductAdded":
        this.products.set(args.product, { terms: fields(args.terms), closed: false });
        break;
      case "ProductClosed":
        this.products.set(args.product, { ...this.products.get(args.product)!, closed: args.closed });
        break;
      case "PlanScheduled":
        this.plans.set(args.version, { from: args.from, plan: fields(args.plan) });
        break;
      case "PlanCancelled":
        this.plans.delete(args.version);
        break;
      case "PlanActivated":
        this.inForce = args.version;
        break;
      case "ProgrammeOpened":
        this.open = true;
        break;
      case "ProgrammePausedSet":
        this.paused = args.paused;
        break;
      case "RunSet":
        this.run = args.run;
        break;
      case "RoleGranted":
        this.roles.set(args.role, (this.roles.get(args.role) ?? new Set()).add(args.account));
        break;
      case "RoleRevoked":
        this.roles.get(args.role)?.delete(args.account);
        break;
      case "SalesSettled":
        for (const id of decodeSaleIds(args.ids)) {
          this.settled.add(id);
          this.#pay(this.sales.get(id)!);
        }
        break;
      case "Paid":
        this.#credit(args.id, -BigInt(args.amount));
        break;
      case "PoolSpent":
        this.pool -= args.amount;
        break;
      case "ProgrammeCreated":
      case "RunScheduled":
      case "PayoutFailed":
        break;
      default:
        throw new Error(`an event that nobody reads: ${name}`);
    }
  }
}

describe("Journal, read by somebody who has nothing but the events", () => {
  /** A programme that has lived: at least one event of every kind of money, plans, products, ranks and roles. */
  const lived = fixture(async () => {
    const stage = await setStage();
    const { core, operator, admin, buyer, seller, sponsor, treasury, newcomer, stranger, scope, extras } = stage;
    const { networkHelpers } = stage;
    const asOperator = core.connect(operator);
    const asBuyer = core.connect(buyer);
    await setRun(stage);
    await takeOver(stage, plan({ poolShare: 500, openRanks: [1] }));
    await core.connect(newcomer).enrol(...(await invite(scope, seller)));
    await core.enrolFor(...(await invite(scope, newcomer)), ...(await consent(scope, extras[0]!, newcomer.address)));
    await asOperator.setRanks(
      [
        { id: SELLER_ID, rank: 2 },
        { id: SPONSOR_ID, rank: 15 },
        { id: SELLER_ID, rank: 1 },
      ],
      sku("evidence"),
    );
    await asBuyer.buy(order(FINAL, { seller: 5n }));
    await networkHelpers.time.increaseTo(await nextPeriod({ core }));
    const settled = await placeInEscrow(stage);
    await core.connect(seller).setPushOff(true);
    await asBuyer.buyFor(stranger.address, order(FINAL));
    await networkHelpers.time.increase(RETURN_WINDOW);
    await core.settle(settled);
    const waiting = [await placeInEscrow(stage), await placeInEscrow(stage)];
    await networkHelpers.time.increase(RETURN_WINDOW);
    await placeInEscrow(stage);
    await core.settleMany(waiting);
    await core.push([sponsor.address, newcomer.address]);
    await core.connect(treasury).claimTo(stranger.address);
    await asBuyer.buy(order(RETURNABLE, { lines: [{ product: RETURNABLE, quantity: 3n }] }));
    await asBuyer.buy(order(FINAL));
    const runner = await impersonated(stage, await stage.run.getAddress());
    await core.connect(runner).spendPool(stranger.address, 123_456n);
    await asOperator.addProducts([product({ window: HOUR })], [sku("new")]);
    await asOperator.setProductsClosed([BOXED, FINAL], true);
    await asOperator.setProductsClosed([BOXED], false);
    await core.connect(admin).grantRole(await core.RANK_ROLE(), stranger.address);
    await core.connect(admin).revokeRole(await core.CATALOGUE_ROLE(), operator.address);
    await core.connect(operator).renounceRole(await core.RANK_ROLE(), operator.address);
    await asOperator.schedulePlan(plan({ rates: [5] }), (await now(stage)) + BigInt(NOTICE) + HOUR, "{}");
    await asOperator.cancelPlan();
    await takeOver(stage, plan({ rates: [6], threshold: 9n }));
    await core.activatePlan();
    await asOperator.schedulePlan(plan({ rates: [7] }), (await now(stage)) + BigInt(NOTICE) + HOUR, "{}");
    await asOperator.setPaused(true);

    const reader = new Reader();
    const sales: readonly string[] = Object.values(SALE_TOPICS);
    for (const log of await journalOf(stage)) {
      if (sales.includes(log.topics[0]!)) reader.place(log);
      else reader.read(core.interface.parseLog({ ...log, topics: [...log.topics] })!);
    }
    return { ...stage, reader };
  });
  let world: Awaited<ReturnType<typeof lived>>;

  beforeEach(async () => {
    world = await lived();
  });

  it("[JRN-2] knows every distributor's wallet and sponsor", async () => {
    const { core, reader } = world;
    expect([...reader.wallets.keys()]).to.deep.equal([1n, 2n, 3n, 4n, 5n]);
    expect(await core.lastDistributorId()).to.equal(5n);
    for (const [id, wallet] of reader.wallets) {
      expect(await core.idOf(wallet)).to.deep.equal([id, true]);
      const [word] = await core.extsload([distributorSlot(id)]);
      expect(unpackDistributor(BigInt(word!)).sponsor).to.equal(reader.sponsors.get(id));
    }
  });

  it("[JRN-2] knows every rank and who wants no pushes", async () => {
    const { core, reader } = world;
    const period = await core.currentPeriod();
    for (const id of [2n, 3n, 4n, 5n]) {
      const [word] = await core.extsload([distributorSlot(id)]);
      const { rankNow, rankNext, pushOff } = inPeriod(unpackDistributor(BigInt(word!)), period);
      const rank = reader.ranks.get(id) ?? 0n;
      expect([rankNow, rankNext]).to.deep.equal([rank, rank]);
      expect(pushOff).to.equal(reader.pushOff.get(id) ?? false);
    }
  });

  it("[JRN-2] knows every balance, the company's share and the pool", async () => {
    const { core, reader, token } = world;
    let sum = 0n;
    for (const id of reader.wallets.keys()) {
      expect(reader.balances.get(id) ?? 0n, `balance of ${id}`).to.equal(await core.balanceOf(id));
      sum += await core.balanceOf(id);
    }
    expect(reader.pool)
      .to.equal(await core.poolBalance())
      .and.to.be.greaterThan(0n);
    const escrowed = [...reader.sales.values()].filter(({ id }) => !reader.settled.has(id));
    const waiting = escrowed.reduce((total, sale) => total + sale.total, 0n);
    expect(waiting).to.equal(80_000_000n);
    expect(await token.balanceOf(core)).to.equal(sum + reader.pool + waiting);
  });

  it("[JRN-2] knows where every sale in escrow stands", async () => {
    const { core, reader } = world;
    expect([reader.sales.size, reader.settled.size]).to.deep.equal([5, 3]);
    for (const id of reader.sales.keys()) {
      expect((await core.saleState(id)).state).to.equal(reader.settled.has(id) ? 4n : 1n);
    }
  });

  it("[JRN-2] knows every product, and whether it is closed", async () => {
    const { core, reader } = world;
    expect(await core.lastProduct()).to.equal(BigInt(reader.products.size));
    for (const [number, { terms, closed }] of reader.products) {
      const answer = await core.product(number);
      expect(fields(answer.terms)).to.deep.equal(terms);
      expect(answer.closed).to.equal(closed);
    }
  });

  it("[JRN-2] knows the plan in force and the one scheduled", async () => {
    const { core, reader } = world;
    const inForce = await core.planInForce();
    expect(inForce.version).to.equal(reader.inForce);
    expect(fields(inForce.plan)).to.deep.equal(reader.plans.get(reader.inForce)!.plan);
    const scheduled = await core.planScheduled();
    expect({ from: scheduled.from, plan: fields(scheduled.plan) }).to.deep.equal(reader.plans.get(scheduled.version));
    expect([...reader.plans.keys()]).to.deep.equal([1n, 2n, 4n, 5n]);
  });

  it("[JRN-2] knows whether the programme is open and paused, and who runs the pool", async () => {
    const { core, reader, run } = world;
    expect([reader.open, reader.paused]).to.deep.equal([true, true]);
    expect(await core.isOpen()).to.equal(true);
    expect(unpackPlanTerms(BigInt((await core.extsload([SLOTS.planTerms]))[0]!)).paused).to.equal(true);
    expect(reader.run).to.equal(await run.getAddress());
  });

  it("[JRN-2] knows who holds which role", async () => {
    const { core, reader } = world;
    for (const name of [...ROLES, "DEFAULT_ADMIN_ROLE"] as const) {
      const role = await core[name]();
      expect([...(reader.roles.get(role) ?? [])], name).to.have.members(await core.getRoleMembers(role));
    }
  });

  it("[JRN-2] gives the whole storage, to the root of its trie", async () => {
    const history = await historyOf(world);
    expect([...history.journalFindings.list, ...history.findings.list]).to.deep.equal([]);
    expect(rebuiltRoot(history)).to.equal(await storageRoot(world));
  });
});
