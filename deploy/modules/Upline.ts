import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { deployProgramme } from "../parts/programme.ts";

/** A programme over an existing token (parameter `token`), for public networks. */
export default buildModule("Upline", (m) => deployProgramme(m, m.getParameter<string>("token")));
