import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { deployUnopened, type ProgrammeOptions, plan } from "../../helpers/programme.ts";
import { setRefusal } from "./screen-setting.ts";

// An adapter for the sanctions oracles that answer `isSanctioned(address)`, in its place in a programme

describe("SanctionsScreen", () => {
  const open = async (options: ProgrammeOptions = {}) => {
    const programme = await deployUnopened({ openToAll: true, ...options });
    return { ...programme, ...(await setRefusal(programme)) };
  };

  it("refuses to be deployed without an oracle", async () => {
    const { ethers } = await deployUnopened();
    const factory = await ethers.getContractFactory("SanctionsScreen");
    await expect(factory.deploy(ZeroAddress))
      .to.be.revertedWithCustomError(factory, "SanctionsListInvalid")
      .withArgs(ZeroAddress);
  });

  it("[SCREEN-5] answers the opposite of its oracle, whatever somebody is about to do", async () => {
    const { oracle, screen, others } = await open();
    const [listed, clean] = others;
    await oracle.set(listed!, true);
    for (const action of [0, 1, 2]) {
      expect(await screen.check(listed!, action)).to.equal(false);
      expect(await screen.check(clean!, action)).to.equal(true);
    }
    expect(await screen.list()).to.equal(await oracle.getAddress());
  });

  it("keeps a listed person from enrolling, and nobody else", async () => {
    const { core, oracle, treasury, others } = await open();
    const [listed, clean] = others;
    await core.schedulePlan(plan(), 0, "{}");
    await core.open();
    await oracle.set(listed!, true);
    const invitation = { sponsor: treasury.address, newcomer: ZeroAddress, deadline: 0 };
    await expect(core.connect(listed!).enrol(invitation, "0x"))
      .to.be.revertedWithCustomError(core, "ScreenRefused")
      .withArgs(listed!.address, 0n);
    await core.connect(clean!).enrol(invitation, "0x");
    expect(await core.lastDistributorId()).to.equal(2n);
  });

  it("lets through with an event while its oracle fails", async () => {
    const { core, oracle, screen, treasury, others } = await open();
    const [listed] = others;
    await core.schedulePlan(plan(), 0, "{}");
    await core.open();
    await oracle.set(listed!, true);
    await oracle.setBroken(true);
    const invitation = { sponsor: treasury.address, newcomer: ZeroAddress, deadline: 0 };
    await expect(core.connect(listed!).enrol(invitation, "0x"))
      .to.emit(core, "ScreenFailed")
      .withArgs(await screen.getAddress(), listed!.address, 0n);
    expect((await core.idOf(listed!)).id).to.equal(2n);
  });
});
