import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/**
 * The contract that takes payments by signature for a programme (parameter `core`), beside it and replaceable: it has no
 * role. `permit2` is Permit2's address on the chain, the zero address where it has none.
 */
export default buildModule("Payments", (m) => ({
  payments: m.contract("Payments", [m.getParameter<string>("core"), m.getParameter<string>("permit2")]),
}));
