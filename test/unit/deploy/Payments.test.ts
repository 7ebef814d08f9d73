import { expect } from "chai";
import { ZeroAddress } from "ethers";
import PaymentsModule from "../../../deploy/modules/Payments.ts";
import { RecordedDeployment } from "../../helpers/ignition.ts";
import { PERMIT2 } from "../../helpers/permit2.ts";
import { deployUnopened } from "../../helpers/programme.ts";

describe("Ignition module Payments", () => {
  for (const permit2 of [PERMIT2, ZeroAddress]) {
    it(`[PAYSIG-10] deploys it over a core, its token and Permit2 at ${permit2}, and gives it nothing`, async () => {
      const { ignition, core, token } = await deployUnopened();
      const head = await core.journalHead();
      const parameters = { Payments: { core: await core.getAddress(), permit2 } };
      const { payments } = await ignition.deploy(PaymentsModule, { parameters });
      expect(await payments.getFunction("core")()).to.equal(await core.getAddress());
      expect(await payments.getFunction("token")()).to.equal(await token.getAddress());
      expect(await payments.getFunction("permit2")()).to.equal(permit2);
      expect(await core.journalHead(), "nothing happened in the core").to.equal(head);
    });
  }

  it("[PAYSIG-10] sends nothing a second time", async () => {
    const { connection, core, deployer } = await deployUnopened();
    const parameters = { Payments: { core: await core.getAddress(), permit2: PERMIT2 } };
    const deployment = new RecordedDeployment(connection, PaymentsModule, parameters);
    try {
      await deployment.run();
      const sent = await deployer.getNonce();
      await deployment.run();
      expect(await deployer.getNonce()).to.equal(sent);
    } finally {
      deployment.forget();
    }
  });

  it("[PAYSIG-10] cannot be deployed over what is no core", async () => {
    const { ethers, token } = await deployUnopened();
    const factory = await ethers.getContractFactory("Payments");
    await expect(factory.deploy(token, PERMIT2)).to.be.revert(ethers);
  });
});
