import type { deployUnopened } from "../../helpers/programme.ts";

/** Puts a sanctions screen over a mock oracle into its place, before the opening and so without notice. */
export async function setRefusal({ ethers, core }: Awaited<ReturnType<typeof deployUnopened>>) {
  const oracle = await ethers.deployContract("MockSanctionsList");
  const screen = await ethers.deployContract("SanctionsScreen", [oracle]);
  await core.scheduleScreen(screen);
  await core.setScreen();
  return { oracle, screen };
}
