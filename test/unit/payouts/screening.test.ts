import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { NOTICE } from "../../helpers/programme.ts";
import { now, openStage } from "../../helpers/stage.ts";

describe("Payouts.screening", () => {
  it("[SCREEN-2] answers the screen, the one to come and when it can be set, through all that becomes of them", async () => {
    const stage = await openStage();
    const { core, admin, ethers, networkHelpers } = stage;
    const [first, second] = await Promise.all(
      [1, 2].map(async () => (await ethers.deployContract("ListScreen")).getAddress()),
    );
    const own = core.connect(admin);
    const due = async () => (await now(stage)) + BigInt(NOTICE);
    const answers = async (...expected: (string | bigint)[]) => expect(await core.screening()).to.deep.equal(expected);

    await answers(ZeroAddress, ZeroAddress, 0n);
    await own.scheduleScreen(first!);
    await answers(ZeroAddress, first!, await due());
    await networkHelpers.time.increase(NOTICE);
    await core.setScreen();
    await answers(first!, ZeroAddress, 0n);
    await own.scheduleScreen(second!);
    await answers(first!, second!, await due());
    await own.cancelScreen();
    await answers(first!, ZeroAddress, 0n);
    await own.scheduleScreen(ZeroAddress);
    await answers(first!, ZeroAddress, await due());
    await networkHelpers.time.increase(NOTICE);
    await core.setScreen();
    await answers(ZeroAddress, ZeroAddress, 0n);
  });
});
