import type {
  ArgumentType,
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";

/** Libraries that are linked into the core; each takes code of rarely used functions out of it. */
export const LIBRARIES = ["Catalogue", "Network", "PlanBook", "Quotes"] as const;

/**
 * Deploys the libraries and the core.
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
  const libraries = Object.fromEntries(LIBRARIES.map((name) => [name, m.library(name)]));
  const settings = {
    token,
    start: m.getParameter<number>("start"),
    periodLength: m.getParameter<number>("periodLength"),
    notice: m.getParameter<number>("notice"),
    cap: m.getParameter<number>("cap"),
    openToAll: m.getParameter<boolean>("openToAll"),
  };
  return m.contract("Upline", [settings, m.getParameter<string>("treasury"), admin], { libraries });
}
