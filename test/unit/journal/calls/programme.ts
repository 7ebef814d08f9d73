import { DAY, NOTICE, plan } from "../../../helpers/programme.ts";
import { BOXED, FINAL, now, product, sku, takeOver } from "../../../helpers/stage.ts";
import { type Calls, opened, unopened } from "./stages.ts";

/** Opening, products, plans, run contract and roles. */
export const PROGRAMME_CALLS: Calls = {
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
  cancelRun: [
    [
      ["RunCancelled"],
      async () => {
        const { core, as, run } = await opened();
        await as.admin.scheduleRun(await run.getAddress());
        return { core, send: () => as.admin.cancelRun() };
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
};
