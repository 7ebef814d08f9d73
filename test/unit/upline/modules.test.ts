import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { decodeBytes32String, getBytes, ZeroAddress } from "ethers";
import {
  Catalogue__factory,
  Network__factory,
  PlanBook__factory,
  Quotes__factory,
  Upline__factory,
  UplineBase__factory,
} from "../../../packages/protocol/src/index.ts";
import { CONTRACTS, MODULES } from "../../helpers/core.ts";
import { fixture } from "../../helpers/fixture.ts";
import { vouch } from "../../helpers/legacy.ts";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import {
  consent,
  FINAL,
  fields,
  invite,
  now,
  order,
  placeInEscrow,
  product,
  ROLES,
  SELLER_ID,
  setStage,
  sku,
} from "../../helpers/stage.ts";

const DELEGATECALL = 0xf4;
const SELFDESTRUCT = 0xff;
const CALLCODE = 0xf2;
const CREATE = 0xf0;
const CREATE2 = 0xf5;

/** The instructions of a contract, without the data between and behind them. */
function instructions(code: string): Set<number> {
  const bytes = getBytes(code);
  const metadata = 2 + ((bytes.at(-2) ?? 0) << 8) + (bytes.at(-1) ?? 0);
  const found = new Set<number>();
  for (let at = 0; at < bytes.length - metadata; ++at) {
    const instruction = bytes[at] ?? 0;
    found.add(instruction);
    if (instruction >= 0x60 && instruction <= 0x7f) at += instruction - 0x5f;
  }
  return found;
}

describe("Modules of the core, called directly", () => {
  const direct = fixture(async () => {
    const stage = await setStage();
    const { core, stranger } = stage;
    const [created] = await core.queryFilter(core.filters.ProgrammeCreated());
    if (!created) throw new Error("the core's first event is missing");
    const { modules } = created.args;
    return {
      ...stage,
      modules,
      sale: await placeInEscrow(stage),
      network: Network__factory.connect(modules.network, stranger),
      catalogue: Catalogue__factory.connect(modules.catalogue, stranger),
      planBook: PlanBook__factory.connect(modules.planBook, stranger),
      quotes: Quotes__factory.connect(modules.quotes, stranger),
    };
  });
  let stage: Awaited<ReturnType<typeof direct>>;
  let everybody: HardhatEthersSigner[];
  let headBefore: bigint;

  beforeEach(async () => {
    stage = await direct();
    const { deployer, admin, operator, treasury, sponsor, stranger } = stage;
    everybody = [deployer, admin, operator, treasury, sponsor, stranger];
    headBefore = await stage.core.journalHead();
  });

  // Whatever was tried on a module, the core has not noticed it.
  afterEach(async () => {
    expect(await stage.core.journalHead()).to.equal(headBefore);
    expect(await stage.core.lastDistributorId()).to.equal(SELLER_ID);
  });

  const parts = () => MODULES.map((name) => UplineBase__factory.connect(stage.modules[name], stage.stranger));
  /** A module by the core's interface: it has the core's functions, those that the core forwards to it. */
  const at = (name: (typeof MODULES)[number], caller = stage.stranger) =>
    Upline__factory.connect(stage.modules[name], caller);

  it("[LIFE-1] have the core's settings", async () => {
    const ours = fields(await stage.core.settings());
    for (const part of parts()) expect(fields(await part.settings())).to.deep.equal(ours);
  });

  it("[LIFE-1] have each its name", async () => {
    for (const name of MODULES) {
      const module = Network__factory.connect(stage.modules[name], stage.stranger);
      expect(decodeBytes32String(await module.moduleName())).to.equal(CONTRACTS[name]);
    }
  });

  it("[ROLE-2] know nobody with a role, and give none", async () => {
    for (const part of parts()) {
      for (const name of [...ROLES, "DEFAULT_ADMIN_ROLE"] as const) {
        const role = await part[name]();
        expect(await part.getRoleMemberCount(role)).to.equal(0n);
        for (const caller of everybody) {
          for (const attempt of ["grantRole", "revokeRole"] as const) {
            await expect(part.connect(caller)[attempt](role, caller.address))
              .to.be.revertedWithCustomError(part, "AccessControlUnauthorizedAccount")
              .withArgs(caller.address, await part.DEFAULT_ADMIN_ROLE());
          }
          await expect(part.connect(caller).renounceRole(role, caller.address)).not.to.emit(part, "RoleRevoked");
        }
      }
    }
  });

  it("[ROLE-1] refuse every function of a role, to the core's own holders too", async () => {
    const { network, catalogue, planBook, run, sale } = stage;
    const from = (await now(stage)) + BigInt(NOTICE + DAY);
    const runAddress = await run.getAddress();
    for (const caller of everybody) {
      const attempts = {
        RANK_ROLE: [() => network.connect(caller).setRanks([{ id: SELLER_ID, rank: 1 }], sku("evidence"))],
        CATALOGUE_ROLE: [
          () => catalogue.connect(caller).addProducts([product()], [sku("more")]),
          () => catalogue.connect(caller).setProductsClosed([FINAL], true),
        ],
        PLAN_ROLE: [
          () => planBook.connect(caller).schedulePlan(plan(), from, "{}"),
          () => planBook.connect(caller).cancelPlan(),
        ],
        PAUSE_ROLE: [() => planBook.connect(caller).setPaused(true)],
        DEFAULT_ADMIN_ROLE: [
          () => planBook.connect(caller).open(),
          () => planBook.connect(caller).scheduleRun(runAddress),
          () => planBook.connect(caller).cancelRun(),
          () => at("payouts", caller).scheduleScreen(runAddress),
          () => at("payouts", caller).cancelScreen(),
        ],
        IMPORT_ROLE: [() => at("network", caller).importDistributors(2n, [])],
        RECORD_ROLE: [() => at("pointOfSale", caller).recordSales(1n, [])],
        HOLD_ROLE: [
          () => at("payouts", caller).placeHold(SELLER_ID, from, sku("reason"), sku("evidence")),
          () => at("payouts", caller).liftHold(SELLER_ID),
        ],
        RETURNS_ROLE: [
          () => at("returnDesk", caller).acceptReturn(sale),
          () => at("returnDesk", caller).rejectReturn(sale, sku("worn")),
        ],
      } as const;
      for (const [role, calls] of Object.entries(attempts)) {
        for (const attempt of calls) {
          await expect(attempt())
            .to.be.revertedWithCustomError(planBook, "AccessControlUnauthorizedAccount")
            .withArgs(caller.address, await stage.core[role as keyof typeof attempts]());
        }
      }
    }
  });

  it("[LIFE-2] enrol nobody, sell nothing and move no plan: they never open", async () => {
    const { network, planBook, quotes, scope, sponsor, newcomer, buyer, modules, core } = stage;
    const ofModule = { ...scope, address: modules.network };
    const invitation = await invite(ofModule, sponsor);
    const own = await consent(ofModule, newcomer, sponsor.address);
    await expect(network.connect(newcomer).enrol(...invitation)).to.be.revertedWithCustomError(
      core,
      "ProgrammeNotOpen",
    );
    await expect(network.enrolFor(...invitation, ...own)).to.be.revertedWithCustomError(core, "ProgrammeNotOpen");
    await expect(quotes.quote(buyer.address, order(FINAL)))
      .to.be.revertedWithCustomError(core, "ProductUnknown")
      .withArgs(FINAL, 0n);
    await expect(planBook.activatePlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
    await expect(planBook.setRun()).to.be.revertedWithCustomError(core, "RunInvalid").withArgs(ZeroAddress);
  });

  it("[PAY-3] know no wallet, and so pay nobody and move nothing", async () => {
    const { core, scope, operator, seller, newcomer, modules } = stage;
    const unknown = (call: Promise<unknown>) =>
      expect(call).to.be.revertedWithCustomError(core, "WalletNotBound").withArgs(seller.address, 0n);
    const payouts = at("payouts", seller);
    await unknown(payouts.claimTo(newcomer.address));
    await unknown(payouts.setPushOff(true));
    expect(await payouts.push.staticCall([seller.address])).to.deep.equal([2n]);
    await expect(payouts.setScreen()).to.be.revertedWithCustomError(core, "ScreenNotScheduled");
    await expect(payouts.spendPool(seller.address, 1n))
      .to.be.revertedWithCustomError(core, "PoolNotForCaller")
      .withArgs(seller.address, ZeroAddress);
    const ownership = at("ownership", seller);
    await unknown(ownership.proposeWallet(newcomer.address));
    await unknown(ownership.acceptWallet(seller.address));
    await unknown(ownership.setGuardian(newcomer.address, 7 * DAY));
    for (const attempt of ["stopRecovery", "finishRecovery"] as const)
      await unknown(ownership[attempt](seller.address));
    await unknown(ownership.startRecovery(seller.address, newcomer.address));
    const papers = await vouch({ ...scope, address: modules.ownership }, operator, seller.address, SELLER_ID);
    await expect(ownership.bind(...papers))
      .to.be.revertedWithCustomError(core, "VoucherUsed")
      .withArgs(SELLER_ID);
    await unknown(at("offers", seller).cancelOffers(0n, 1n));
  });

  it("[RET-12] know no sale, and sell and record nothing", async () => {
    const { core, sale, buyer } = stage;
    const desk = at("returnDesk", buyer);
    for (const attempt of ["requestReturn", "withdrawReturn", "refund"] as const) {
      await expect(desk[attempt](sale)).to.be.revertedWithCustomError(core, "SaleUnknown").withArgs(sale.id);
    }
    await expect(desk.ruleReturn(sale, true)).to.be.revertedWithCustomError(core, "SaleUnknown").withArgs(sale.id);
    await expect(desk.refundTo(sale, buyer.address)).to.be.revertedWithCustomError(core, "SaleUnknown");
    await expect(at("offers", buyer).buyWithOffers(buyer.address, order(FINAL), []))
      .to.be.revertedWithCustomError(core, "ProductUnknown")
      .withArgs(FINAL, 0n);
    await expect(
      at("pointOfSale").checkRecord({ order: order(FINAL), unitPrices: [1n] }),
    ).to.be.revertedWithCustomError(core, "ProgrammeNotOpen");
  });

  it("know no product and no plan", async () => {
    const { catalogue, planBook, core } = stage;
    await expect(catalogue.product(FINAL)).to.be.revertedWithCustomError(core, "ProductUnknown").withArgs(FINAL, 0n);
    expect((await planBook.planInForce()).version).to.equal(0n);
    expect((await planBook.planScheduled()).version).to.equal(0n);
  });

  it("[NET-8] are another signer's domain: what is signed for a module is nothing to the core", async () => {
    const { core, scope, sponsor, newcomer, modules } = stage;
    const invitation = await invite({ ...scope, address: modules.network }, sponsor);
    await expect(core.connect(newcomer).enrol(...invitation)).to.be.revertedWithCustomError(core, "SignatureInvalid");
  });

  it("[ROLE-5] have no instruction that could replace or remove code, and the core only forwards", async () => {
    const { ethers, core, modules } = stage;
    const dangerous = [SELFDESTRUCT, CALLCODE, CREATE, CREATE2];
    for (const address of Object.values(fields(modules))) {
      const found = instructions(await ethers.provider.getCode(address as string));
      expect([DELEGATECALL, ...dangerous].filter((instruction) => found.has(instruction))).to.deep.equal([]);
    }
    const found = instructions(await ethers.provider.getCode(core));
    expect(found.has(DELEGATECALL)).to.equal(true);
    expect(dangerous.filter((instruction) => found.has(instruction))).to.deep.equal([]);
  });
});
