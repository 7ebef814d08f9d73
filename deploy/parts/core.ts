import type {
  ArgumentType,
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";

/**
 * Deploys the modules and the core that forwards to them.
 *
 * Parameters: `start` and `periodLength` (seconds), `notice` (seconds), `cap` (basis points of the wholesale price),
 * `openToAll` (boolean), `treasury` (address).
 *
 * @param token Address or future of the settlement token.
 * @param admin First holder of the admin role.
 */
export function deployCore(
  m: IgnitionModuleBuilder,
  token: ArgumentType,
  admin: ArgumentType,
): NamedArtifactContractDeploymentFuture<"Upline"> {
  const settings = {
    token,
    start: m.getParameter<number>("start"),
    periodLength: m.getParameter<number>("periodLength"),
    notice: m.getParameter<number>("notice"),
    cap: m.getParameter<number>("cap"),
    openToAll: m.getParameter<boolean>("openToAll"),
  };
  const modules = {
    network: m.contract("Network", [settings]),
    catalogue: m.contract("Catalogue", [settings]),
    planBook: m.contract("PlanBook", [settings]),
    quotes: m.contract("Quotes", [settings]),
  };
  return m.contract("Upline", [settings, modules, m.getParameter<string>("treasury"), admin]);
}
