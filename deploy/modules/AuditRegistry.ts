import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** The registry of audits: one serves all programmes of a chain. It has no parameters, no owner and no roles. */
export default buildModule("AuditRegistry", (m) => ({ registry: m.contract("AuditRegistry") }));
