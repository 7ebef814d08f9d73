// Switches a mutant on in every chain of this process, by the balance of one account, see `schemata.ts`.
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import type { JsonRpcRequest } from "hardhat/types/providers";
import { SWITCH } from "./schemata.ts";

/** What takes a chain back to a state in which another mutant, or none, was on. */
const REWINDS = ["evm_revert", "hardhat_reset"];

/** The number of the mutant that is on; 0: none. */
export const active = { mutant: 0 };
const on = new WeakMap<NetworkConnection, number>();

type Next = (context: never, connection: never, request: never) => Promise<never>;

/** Watches every request of every chain, and sets the account where it has another balance. */
export function installSwitch(): void {
  const onRequest = async (context: never, connection: NetworkConnection, request: JsonRpcRequest, next: Next) => {
    const send = (sent: object) => next(context, connection as never, sent as never);
    const simulated = connection.networkConfig.type === "edr-simulated";
    const rewinds = REWINDS.includes(request.method);
    if (simulated && !rewinds && (on.get(connection) ?? 0) !== active.mutant) {
      on.set(connection, active.mutant);
      const params = [SWITCH, `0x${active.mutant.toString(16)}`];
      await send({ jsonrpc: "2.0", id: request.id, method: "hardhat_setBalance", params });
    }
    const response = await send(request);
    if (rewinds) on.set(connection, -1);
    return response;
  };
  hre.hooks.registerHandlers("network", { onRequest: onRequest as never });
}
