import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { deployProgramme } from "../parts/programme.ts";

/** Like `Upline`, but not open yet: people are imported first, and the timelock opens it. */
export default buildModule("UplineUnopened", (m) => deployProgramme(m, m.getParameter<string>("token"), false));
