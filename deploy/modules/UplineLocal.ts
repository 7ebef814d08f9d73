import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { deployProgramme } from "../parts/programme.ts";

/** A programme with a test stablecoin of its own, for local networks. */
export default buildModule("UplineLocal", (m) => {
  const stablecoin = m.contract("TestStablecoin", [m.getAccount(0)]);
  return { ...deployProgramme(m, stablecoin), stablecoin };
});
