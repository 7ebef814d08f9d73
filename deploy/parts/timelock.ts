import type { IgnitionModuleBuilder, NamedArtifactContractDeploymentFuture } from "@nomicfoundation/ignition-core";

/**
 * Deploys the timelock that administers a programme. It has no admin beside itself.
 *
 * Parameters: `timelockDelay` (seconds), `proposers` and `executors` (addresses; the zero address as an executor
 * means anybody).
 */
export function deployTimelock(m: IgnitionModuleBuilder): NamedArtifactContractDeploymentFuture<"Timelock"> {
  return m.contract("Timelock", [
    m.getParameter<number>("timelockDelay"),
    m.getParameter<string[]>("proposers"),
    m.getParameter<string[]>("executors"),
  ]);
}
