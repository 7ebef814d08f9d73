import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import type { ContractTransactionResponse, FunctionFragment } from "ethers";
import type { ISales } from "../../../packages/protocol/src/contracts/Upline.ts";
import { distributorSlot, productSlot, saleSlot, signVoucher } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import {
  BOXED,
  FINAL,
  FOREVER,
  fields,
  now,
  order,
  placeInEscrow,
  product,
  RETURN_WINDOW,
  RETURNABLE,
  ROLES,
  type RoleName,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  setRun,
  setStage,
  sku,
} from "../../helpers/stage.ts";

type Core = Stage["core"];

/** Among the extras, a second holder of the rank role. */
const CLERK = ROLES.length;

interface Power {
  readonly role: RoleName;
  /** Another role that suffices. */
  readonly or?: RoleName;
  /** What must have been done before its holder can make the call. */
  readonly after?: string;
  readonly call: (as: Core, stage: Separated) => Promise<ContractTransactionResponse>;
}

/** Each role held by somebody else, everybody else who might come, and goods that a buyer wants to return. */
interface Separated extends Stage {
  readonly holders: ReadonlyMap<RoleName, HardhatEthersSigner>;
  readonly others: HardhatEthersSigner[];
  readonly requested: ISales.SaleStruct;
}

/** Every function that asks for a role, the role, and a call that its holder may make. */
const POWERS: Record<string, Power> = {
  addProducts: { role: "CATALOGUE_ROLE", call: (as) => as.addProducts([product()], [sku("more")]) },
  setProductsClosed: { role: "CATALOGUE_ROLE", call: (as) => as.setProductsClosed([FINAL], true) },
  schedulePlan: {
    role: "PLAN_ROLE",
    call: async (as, stage) => as.schedulePlan(plan(), (await now(stage)) + BigInt(NOTICE + DAY), "{}"),
  },
  cancelPlan: { role: "PLAN_ROLE", or: "REVOKER_ROLE", after: "schedulePlan", call: (as) => as.cancelPlan() },
  setRanks: { role: "RANK_ROLE", call: (as) => as.setRanks([{ id: SELLER_ID, rank: 3 }], sku("evidence")) },
  setPaused: { role: "PAUSE_ROLE", call: (as) => as.setPaused(true) },
  acceptReturn: { role: "RETURNS_ROLE", call: (as, { requested }) => as.acceptReturn(requested) },
  rejectReturn: { role: "RETURNS_ROLE", call: (as, { requested }) => as.rejectReturn(requested, sku("worn")) },
  recordSales: { role: "RECORD_ROLE", call: (as) => as.recordSales(1n, []) },
  placeHold: {
    role: "HOLD_ROLE",
    call: async (as, stage) => as.placeHold(SELLER_ID, (await now(stage)) + BigInt(DAY), sku("why"), sku("proof")),
  },
  liftHold: { role: "HOLD_ROLE", or: "REVOKER_ROLE", after: "placeHold", call: (as) => as.liftHold(SELLER_ID) },
  importDistributors: { role: "IMPORT_ROLE", call: (as) => as.importDistributors(4n, []) },
  scheduleScreen: {
    role: "DEFAULT_ADMIN_ROLE",
    call: async (as, { run }) => as.scheduleScreen(await run.getAddress()),
  },
  cancelScreen: {
    role: "DEFAULT_ADMIN_ROLE",
    or: "REVOKER_ROLE",
    after: "scheduleScreen",
    call: (as) => as.cancelScreen(),
  },
  cancelRun: { role: "DEFAULT_ADMIN_ROLE", or: "REVOKER_ROLE", after: "scheduleRun", call: (as) => as.cancelRun() },
  open: { role: "DEFAULT_ADMIN_ROLE", call: (as) => as.open() },
  scheduleRun: {
    role: "DEFAULT_ADMIN_ROLE",
    call: async (as, { run }) => as.scheduleRun(await run.getAddress()),
  },
  grantRole: {
    role: "DEFAULT_ADMIN_ROLE",
    call: async (as, { stranger }) => as.grantRole(await as.RANK_ROLE(), stranger.address),
  },
  revokeRole: {
    role: "DEFAULT_ADMIN_ROLE",
    or: "REVOKER_ROLE",
    call: async (as, { extras }) => as.revokeRole(await as.RANK_ROLE(), extras[CLERK]!.address),
  },
};

/** What only works before the opening, which the stage is past. */
const BEFORE_OPENING = ["open", "importDistributors"];

/** What anybody may call; each of these moves only what the caller owns or what is due. */
const OPEN_TO_ALL = [
  ...["enrol", "enrolFor", "bindFor", "buy", "buyFor", "buyWithOffers"],
  ...["settle", "settleMany", "refund", "push", "activatePlan", "setRun", "setScreen"],
];
/** What concerns the caller's own wallet, purchase, offers or role. */
const OWN = [
  ...["bind", "proposeWallet", "acceptWallet", "setGuardian", "startRecovery", "stopRecovery", "finishRecovery"],
  ...[
    "requestReturn",
    "withdrawReturn",
    "refundTo",
    "cancelOffers",
    "claim",
    "claimTo",
    "cancelClaims",
    "setPushOff",
    "renounceRole",
  ],
];
/** What somebody's signature does. */
const SIGNED = ["claimFor", "requestReturnFor", "moveWalletFor"];
/** What only the product's arbiter, or the run contract, may call. */
const NAMED = ["ruleReturn", "spendPool"];

describe("Powers over a programme", () => {
  const separated = fixture(async (): Promise<Separated> => {
    const stage = await setStage();
    const { core, admin, operator, extras } = stage;
    const requested = await placeInEscrow(stage, BOXED);
    await core.connect(stage.buyer).requestReturn(requested);
    const holders = new Map<RoleName, HardhatEthersSigner>([["DEFAULT_ADMIN_ROLE", admin]]);
    for (const [i, name] of ROLES.entries()) {
      const holder = extras[i];
      if (!holder) throw new Error("the local network has too few accounts");
      holders.set(name, holder);
      await core.connect(admin).grantRole(await core[name](), holder.address);
      await core.connect(admin).revokeRole(await core[name](), operator.address);
    }
    await core.connect(admin).grantRole(await core.RANK_ROLE(), extras[CLERK]!.address);
    const { deployer, proposer, treasury, sponsor, seller, buyer, stranger } = stage;
    const others = [deployer, proposer, operator, treasury, sponsor, seller, buyer, stranger];
    return { ...stage, holders, others, requested };
  });

  it("[ROLE-1] are all listed here: no other function of the core changes anything", async () => {
    const { core } = await separated();
    const changing = core.interface.fragments
      .filter((fragment): fragment is FunctionFragment => fragment.type === "function")
      .filter(({ constant }) => !constant)
      .map(({ name }) => name);
    expect(changing).to.have.members([...Object.keys(POWERS), ...OPEN_TO_ALL, ...OWN, ...SIGNED, ...NAMED]);
  });

  for (const [name, { role, or, call }] of Object.entries(POWERS)) {
    it(`[ROLE-1] ${name} is refused to everybody without ${role}`, async () => {
      const stage = await separated();
      const { core, holders, others } = stage;
      const id = await core[role]();
      const strangers = [...holders].filter(([held]) => held !== role && held !== or).map(([, holder]) => holder);
      for (const caller of [...strangers, ...others]) {
        await expect(call(core.connect(caller), stage))
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, id);
      }
    });
  }

  for (const [name, { role, or, after, call }] of Object.entries(POWERS)) {
    if (BEFORE_OPENING.includes(name)) continue;
    for (const sufficient of or === undefined ? [role] : [role, or]) {
      it(`[ROLE-1] ${name} is open to who holds ${sufficient} and nothing else`, async () => {
        const stage = await separated();
        const { core, holders } = stage;
        if (after !== undefined) await POWERS[after]!.call(core.connect(holders.get(role)!), stage);
        const head = await core.journalHead();
        await call(core.connect(holders.get(sufficient)!), stage);
        expect(await core.journalHead()).not.to.equal(head);
      });
    }
  }

  describe("in one hand", () => {
    /** One account with every role, balances, a sale in escrow, and another that is due. */
    const tyranny = fixture(async () => {
      const stage = await setStage();
      const { core, admin, buyer, operator } = stage;
      await core.connect(admin).grantRole(await core.DEFAULT_ADMIN_ROLE(), operator.address);
      await core.connect(buyer).buy(order(FINAL));
      const due = await placeInEscrow(stage);
      await stage.networkHelpers.time.increase(RETURN_WINDOW);
      const waiting = await placeInEscrow(stage);
      return { ...stage, tyrant: core.connect(operator), due, waiting };
    });
    let stage: Awaited<ReturnType<typeof tyranny>>;

    beforeEach(async () => {
      stage = await tyranny();
    });

    /** Everything that nobody may touch. */
    async function treasures() {
      const { core, token, due, waiting } = stage;
      const SPONSOR_AND_BALANCE = (1n << 128n) - 1n;
      const CLOSED = 1n << 255n;
      const words = async (slots: string[]) => (await core.extsload(slots)).map(BigInt);
      const ids = [1n, SPONSOR_ID, SELLER_ID];
      return {
        tokens: await token.balanceOf(core),
        balances: await Promise.all(ids.map((id) => core.balanceOf(id))),
        pool: await core.poolBalance(),
        people: (await words(ids.map(distributorSlot))).map((word) => word & SPONSOR_AND_BALANCE),
        products: (await words([FINAL, RETURNABLE, BOXED].map(productSlot))).map((word) => word & ~CLOSED),
        sales: await words([due.id, waiting.id].map((id) => saleSlot(BigInt(id)))),
        settings: fields(await core.settings()),
      };
    }

    /**
     * All that a holder of every role can do, a plan that takes everything for the company included, but for what may
     * stop a claim for some time: a hold, a screen.
     */
    async function rage() {
      const { core, tyrant, admin, operator, networkHelpers } = stage;
      await tyrant.setProductsClosed([FINAL, RETURNABLE, BOXED], true);
      await tyrant.addProducts([product({ retail: 1n, wholesale: 0n, volume: 0n })], [sku("nothing")]);
      await tyrant.setRanks(
        [SPONSOR_ID, SELLER_ID].map((id) => ({ id, rank: 0 })),
        sku("none"),
      );
      await tyrant.recordSales(1n, []);
      await tyrant.setPaused(true);
      await setRun({ ...stage, admin: operator });
      const from = (await now(stage)) + BigInt(NOTICE + DAY);
      await tyrant.schedulePlan(
        plan({ rates: [], openRanks: [15, 15, 15, 15], threshold: 2n ** 80n - 1n }),
        from,
        "{}",
      );
      await networkHelpers.time.increaseTo(from);
      await tyrant.activatePlan();
      await tyrant.revokeRole(await core.DEFAULT_ADMIN_ROLE(), admin.address);
    }

    it("[ROLE-3] bind no id that has a wallet, and import nobody after the opening", async () => {
      const { core, tyrant, operator, scope, stranger } = stage;
      const person = { wallet: stranger.address, sponsor: 1, rank: 0, legacyId: sku("thief") };
      await expect(tyrant.importDistributors(4n, [person])).to.be.revertedWithCustomError(core, "ImportTooLate");
      const voucher = { issuer: operator.address, id: SELLER_ID, wallet: stranger.address, deadline: FOREVER };
      const signature = await signVoucher(operator, scope.address, scope.chainId, voucher);
      await expect(core.connect(stranger).bind(voucher, signature))
        .to.be.revertedWithCustomError(core, "VoucherUsed")
        .withArgs(SELLER_ID);
    });

    it("[ROLE-3] [HOLD-1] stop a claim by a hold, for 90 days, and not what is earned meanwhile", async () => {
      const { core, token, seller, tyrant, due } = stage;
      const earned = await core.balanceOf(SELLER_ID);
      const until = (await now(stage)) + 90n * BigInt(DAY);
      await tyrant.placeHold(SELLER_ID, until, sku("no reason"), sku("no evidence"));
      await expect(core.connect(seller).claim())
        .to.be.revertedWithCustomError(core, "DistributorHeld")
        .withArgs(SELLER_ID, until);
      await core.settle(due);
      await stage.networkHelpers.time.increaseTo(until);
      await core.connect(seller).claim();
      expect(await token.balanceOf(seller)).to.equal(earned + 8_000_000n);
    });

    it("[ROLE-3] move no balance, placed sale, product's terms, sponsor or cap", async () => {
      const before = await treasures();
      await rage();
      expect(await treasures()).to.deep.equal(before);
    });

    it("[ROLE-3] stop no settlement, and change nothing of what a placed sale pays", async () => {
      const { core, due, waiting } = stage;
      const before = await core.balanceOf(SELLER_ID);
      const company = await core.balanceOf(1n);
      await rage();
      await core.settleMany([due, waiting]);
      // 7 retail profit and 10 % of 10, then 8 % of 10 for the sponsor: 8 and 0.8 a sale, the rest of 20 the company's.
      expect(await core.balanceOf(SELLER_ID)).to.equal(before + 2n * 8_000_000n);
      expect(await core.balanceOf(SPONSOR_ID)).to.equal(3n * 800_000n);
      expect(await core.balanceOf(1n)).to.equal(company + 2n * 11_200_000n);
    });

    it("[ROLE-3] stop no claim and no push", async () => {
      const { core, token, seller, sponsor, tyrant } = stage;
      const earned = await core.balanceOf(SELLER_ID);
      await rage();
      await core.connect(seller).claim();
      expect(await token.balanceOf(seller))
        .to.equal(earned)
        .and.to.be.greaterThan(0n);
      await expect(tyrant.push([sponsor.address]))
        .to.emit(core, "Paid")
        .withArgs(SPONSOR_ID, sponsor.address, 800_000n);
    });

    it("[ROLE-3] claim nothing themselves and spend no pool", async () => {
      const { core, tyrant, operator, run } = stage;
      await expect(tyrant.claim()).to.be.revertedWithCustomError(core, "WalletNotBound").withArgs(operator.address, 0n);
      await rage();
      await expect(tyrant.spendPool(operator.address, 1n))
        .to.be.revertedWithCustomError(core, "PoolNotForCaller")
        .withArgs(operator.address, await run.getAddress());
    });
  });
});
