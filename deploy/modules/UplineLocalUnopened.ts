import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { deployProgramme } from "../parts/programme.ts";

/** Like `UplineLocal`, but not open yet: people are imported first, and the timelock opens it. */
export default buildModule("UplineLocalUnopened", (m) => {
  const stablecoin = m.contract("TestStablecoin", [m.getAccount(0)]);
  return { ...deployProgramme(m, stablecoin, false), stablecoin };
});
