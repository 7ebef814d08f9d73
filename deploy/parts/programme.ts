import type {
  ArgumentType,
  NamedArtifactContractDeploymentFuture as Deployed,
  Future,
  IgnitionModuleBuilder,
} from "@nomicfoundation/ignition-core";
import { deployCore } from "./core.ts";
import { deployTimelock } from "./timelock.ts";

/** Roles of the core and the parameter that names each one's holder. */
export const OPERATORS = {
  CATALOGUE_ROLE: "catalogueOperator",
  PLAN_ROLE: "planOperator",
  RANK_ROLE: "rankOperator",
  PAUSE_ROLE: "pauseOperator",
  RETURNS_ROLE: "returnsOperator",
  RECORD_ROLE: "recordOperator",
  HOLD_ROLE: "holdOperator",
  IMPORT_ROLE: "importOperator",
  REVOKER_ROLE: "revoker",
} as const;

/**
 * A whole programme: timelock, core, first plan, roles, and, unless people are to be imported first, its opening; the
 * deployer keeps no power. What is not open is opened by the timelock.
 *
 * Parameters: those of the core and the timelock, `plan` (the terms of the first plan), `planDocument` (the text that
 * is published with it) and an address for each entry of {@link OPERATORS}, none of them the deployer's.
 */
export function deployProgramme(m: IgnitionModuleBuilder, token: ArgumentType, opens = true) {
  const deployer = m.getAccount(0);
  const timelock = deployTimelock(m);
  const upline = deployCore(m, token, deployer);
  const ready = setFirstPlan(m, upline, opens);
  handOver(m, upline, timelock, ready);
  return { timelock, upline };
}

function setFirstPlan(m: IgnitionModuleBuilder, upline: Deployed<"Upline">, opens: boolean): Future {
  const role = m.staticCall(upline, "PLAN_ROLE", [], 0, { id: "DeployersPlanRole" });
  const granted = m.call(upline, "grantRole", [role, m.getAccount(0)], { id: "GrantPlanRoleToDeployer" });
  const planned = m.call(upline, "schedulePlan", [m.getParameter("plan"), 0, m.getParameter<string>("planDocument")], {
    after: [granted],
  });
  const ready = opens ? m.call(upline, "open", [], { after: [planned] }) : planned;
  return m.call(upline, "renounceRole", [role, m.getAccount(0)], { id: "RenouncePlanRole", after: [ready] });
}

function handOver(
  m: IgnitionModuleBuilder,
  upline: Deployed<"Upline">,
  timelock: Deployed<"Timelock">,
  ready: Future,
): void {
  let last = ready;
  for (const [name, parameter] of Object.entries(OPERATORS)) {
    const role = m.staticCall(upline, name, [], 0, { id: `Read_${name}` });
    last = m.call(upline, "grantRole", [role, m.getParameter<string>(parameter)], {
      id: `Grant_${name}`,
      after: [last],
    });
  }
  const admin = m.staticCall(upline, "DEFAULT_ADMIN_ROLE", [], 0);
  const granted = m.call(upline, "grantRole", [admin, timelock], { id: "GrantAdminToTimelock", after: [last] });
  m.call(upline, "renounceRole", [admin, m.getAccount(0)], { id: "RenounceAdmin", after: [granted] });
}
