import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { deployCore } from "../parts/core.ts";

/** The core alone, not yet open, with its admin in the parameter `admin`: for companies that set up step by step. */
export default buildModule("UplineCore", (m) => ({
  upline: deployCore(m, m.getParameter<string>("token"), m.getParameter<string>("admin")),
}));
