import type {
  ArgumentType,
  IgnitionModuleBuilder,
  NamedArtifactContractDeploymentFuture,
} from "@nomicfoundation/ignition-core";
import { MODULE_CONTRACTS } from "../../packages/protocol/src/builds/modules.ts";

/**
 * Deploys the modules and the core that forwards to them.
 *
 * Parameters: `start` and `periodLength` (seconds), `notice`, `decisionTime`, `rulingTime` (seconds), `cap`
 * (basis points of the wholesale price), `markup` (basis points of the retail price), `openToAll` (boolean), `treasury` (address).
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
    decisionTime: m.getParameter<number>("decisionTime"),
    rulingTime: m.getParameter<number>("rulingTime"),
    cap: m.getParameter<number>("cap"),
    markup: m.getParameter<number>("markup"),
    openToAll: m.getParameter<boolean>("openToAll"),
  };
  const modules = Object.fromEntries(
    Object.entries(MODULE_CONTRACTS).map(([name, contract]) => [name, m.contract(contract, [settings])]),
  );
  return m.contract("Upline", [settings, modules, m.getParameter<string>("treasury"), admin]);
}
