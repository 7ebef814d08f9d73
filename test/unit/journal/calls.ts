import type { ContractTransactionResponse } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import {
  BOXED,
  consent,
  FINAL,
  impersonated,
  invite,
  now,
  openStage,
  order,
  placeInEscrow,
  product,
  RETURN_WINDOW,
  RETURNABLE,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  setRun,
  setStage,
  sku,
  takeOver,
  unopenedStage,
} from "../../helpers/stage.ts";

/** One call of a function that changes something, ready to be sent. */
export interface Call {
  readonly core: Stage["core"];
  readonly send: () => Promise<ContractTransactionResponse>;
}

const unopened = async () => {
  const stage = await unopenedStage();
  return { ...stage, own: stage.core.connect(stage.operator) };
};

const opened = async () => {
  const stage = await openStage();
  const { core, operator, admin, buyer, seller } = stage;
  const as = { operator: core.connect(operator), admin: core.connect(admin), buyer: core.connect(buyer) };
  return { ...stage, as: { ...as, seller: core.connect(seller) } };
};

/** Balances for seller, sponsor and company. */
const earned = async () => {
  const stage = await opened();
  await stage.as.buyer.buy(order(FINAL));
  return stage;
};

/** Two sales in escrow that are due. */
const due = async () => {
  const stage = await opened();
  const sales = [await placeInEscrow(stage), await placeInEscrow(stage)] as const;
  await stage.networkHelpers.time.increase(RETURN_WINDOW);
  return { ...stage, sales };
};

const pooled = fixture(async () => {
  const stage = await setStage();
  await setRun(stage);
  await takeOver(stage, plan({ poolShare: 500 }));
  await stage.core.connect(stage.buyer).buy(order(FINAL));
  return { ...stage, runner: await impersonated(stage, await stage.run.getAddress()) };
});

/** By function: the events that a call of it emits, in order, and how to make that call. */
export const CALLS: Record<string, readonly (readonly [events: readonly string[], prepare: () => Promise<Call>])[]> = {
  open: [
    [
      ["PlanActivated", "ProgrammeOpened"],
      async () => {
        const { core, own } = await unopened();
        await own.schedulePlan(plan(), 0, "{}");
        return { core, send: () => own.open() };
      },
    ],
  ],
  setPaused: [
    [
      ["ProgrammePausedSet"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.operator.setPaused(true) };
      },
    ],
  ],
  enrol: [
    [
      ["DistributorEnrolled"],
      async () => {
        const { core, scope, sponsor, newcomer } = await opened();
        const invitation = await invite(scope, sponsor);
        return { core, send: () => core.connect(newcomer).enrol(...invitation) };
      },
    ],
  ],
  enrolFor: [
    [
      ["DistributorEnrolled"],
      async () => {
        const { core, scope, sponsor, newcomer } = await opened();
        const papers = [
          ...(await invite(scope, sponsor)),
          ...(await consent(scope, newcomer, sponsor.address)),
        ] as const;
        return { core, send: () => core.enrolFor(...papers) };
      },
    ],
  ],
  setRanks: [
    [
      ["RanksSet"],
      async () => {
        const { core, as } = await opened();
        const changes = [SELLER_ID, SPONSOR_ID].map((id) => ({ id, rank: 3 }));
        return { core, send: () => as.operator.setRanks(changes, sku("evidence")) };
      },
    ],
  ],
  addProducts: [
    [
      ["ProductAdded", "ProductAdded", "ProductAdded"],
      async () => {
        const { core, as, arbiter } = await opened();
        const goods = product({ window: 3_600n, kind: 1n, arbiter: arbiter.address });
        const codes = ["A", "B", "C"].map(sku);
        return { core, send: () => as.operator.addProducts([product(), goods, product()], codes) };
      },
    ],
  ],
  setProductsClosed: [
    [
      ["ProductClosed", "ProductClosed"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.operator.setProductsClosed([BOXED, FINAL], true) };
      },
    ],
  ],
  schedulePlan: [
    [
      ["PlanScheduled"],
      async () => {
        const stage = await opened();
        const from = (await now(stage)) + BigInt(NOTICE + DAY);
        return { core: stage.core, send: () => stage.as.operator.schedulePlan(plan(), from, "a document".repeat(99)) };
      },
    ],
    [
      ["PlanActivated", "PlanScheduled"],
      async () => {
        const stage = await opened();
        const from = await takeOver(stage, plan());
        return {
          core: stage.core,
          send: () => stage.as.operator.schedulePlan(plan(), from + BigInt(NOTICE + DAY), "{}"),
        };
      },
    ],
  ],
  cancelPlan: [
    [
      ["PlanCancelled"],
      async () => {
        const stage = await opened();
        await stage.as.operator.schedulePlan(plan(), (await now(stage)) + BigInt(NOTICE + DAY), "{}");
        return { core: stage.core, send: () => stage.as.operator.cancelPlan() };
      },
    ],
  ],
  activatePlan: [
    [
      ["PlanActivated"],
      async () => {
        const stage = await opened();
        await takeOver(stage, plan());
        return { core: stage.core, send: () => stage.core.activatePlan() };
      },
    ],
  ],
  scheduleRun: [
    [
      ["RunScheduled"],
      async () => {
        const { core, as, run } = await opened();
        return { core, send: async () => as.admin.scheduleRun(await run.getAddress()) };
      },
    ],
  ],
  setRun: [
    [
      ["RunSet"],
      async () => {
        const { core, as, run, networkHelpers } = await opened();
        await as.admin.scheduleRun(await run.getAddress());
        await networkHelpers.time.increase(NOTICE);
        return { core, send: () => core.setRun() };
      },
    ],
  ],
  grantRole: [
    [
      ["RoleGranted"],
      async () => {
        const { core, as, stranger } = await opened();
        const role = await core.RANK_ROLE();
        return { core, send: () => as.admin.grantRole(role, stranger.address) };
      },
    ],
  ],
  revokeRole: [
    [
      ["RoleRevoked"],
      async () => {
        const { core, as, operator } = await opened();
        const role = await core.RANK_ROLE();
        return { core, send: () => as.admin.revokeRole(role, operator.address) };
      },
    ],
  ],
  renounceRole: [
    [
      ["RoleRevoked"],
      async () => {
        const { core, as, operator } = await opened();
        const role = await core.RANK_ROLE();
        return { core, send: () => as.operator.renounceRole(role, operator.address) };
      },
    ],
  ],
  buy: [
    [
      ["SaleFinal"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.buyer.buy(order(FINAL)) };
      },
    ],
    [
      ["SalePlaced"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.buyer.buy(order(BOXED)) };
      },
    ],
  ],
  buyFor: [
    [
      ["SaleFinal"],
      async () => {
        const { core, as, stranger } = await opened();
        return { core, send: () => as.buyer.buyFor(stranger.address, order(FINAL)) };
      },
    ],
    [
      ["SalePlaced"],
      async () => {
        const { core, as, stranger } = await opened();
        return { core, send: () => as.buyer.buyFor(stranger.address, order(RETURNABLE)) };
      },
    ],
  ],
  settle: [
    [
      ["SalesSettled"],
      async () => {
        const { core, sales } = await due();
        return { core, send: () => core.settle(sales[0]) };
      },
    ],
  ],
  settleMany: [
    [
      ["SalesSettled"],
      async () => {
        const { core, sales } = await due();
        return { core, send: () => core.settleMany([...sales]) };
      },
    ],
  ],
  claim: [
    [
      ["Paid"],
      async () => {
        const { core, as } = await earned();
        return { core, send: () => as.seller.claim() };
      },
    ],
    [
      ["Paid"],
      async () => {
        const { core, treasury } = await earned();
        return { core, send: () => core.connect(treasury).claim() };
      },
    ],
  ],
  claimTo: [
    [
      ["Paid"],
      async () => {
        const { core, as, stranger } = await earned();
        return { core, send: () => as.seller.claimTo(stranger.address) };
      },
    ],
  ],
  push: [
    [
      ["Paid", "Paid"],
      async () => {
        const { core, seller, sponsor, stranger } = await earned();
        return { core, send: () => core.push([seller, stranger, sponsor].map(({ address }) => address)) };
      },
    ],
    [
      ["PayoutFailed", "PayoutFailed"],
      async () => {
        const { core, seller, sponsor, token, networkHelpers } = await earned();
        await networkHelpers.setCode(await token.getAddress(), "0x60006000fd");
        return { core, send: () => core.push([seller, sponsor].map(({ address }) => address)) };
      },
    ],
  ],
  setPushOff: [
    [
      ["PushSwitched"],
      async () => {
        const { core, as } = await opened();
        return { core, send: () => as.seller.setPushOff(true) };
      },
    ],
  ],
  spendPool: [
    [
      ["PoolSpent"],
      async () => {
        const { core, runner, newcomer } = await pooled();
        return { core, send: () => core.connect(runner).spendPool(newcomer.address, 5n) };
      },
    ],
  ],
};
