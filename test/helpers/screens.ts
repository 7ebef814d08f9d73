import type { Addressable } from "ethers";
import { NOTICE } from "./programme.ts";
import type { Stage } from "./stage.ts";

/** As in `ScreenAction`. */
export enum ScreenAction {
  Enrol = 0,
  Claim = 1,
  Push = 2,
  Move = 3,
}

/** As in `FailingScreen.Failure`, those that are no answer. */
export const FAILURES = {
  "that reverts": 0,
  "that reverts with what reads as a no": 1,
  "that burns all its gas": 2,
  "that writes": 3,
  "that answers nothing": 4,
  "that answers less than a word": 5,
  "that answers two": 6,
  "that answers a yes with another bit": 7,
} as const;

/** As in `FailingScreen.Failure`: answers, though much longer than a word. */
export const LONG_YES = 8;
export const LONG_NO = 9;

type Setting = Pick<Stage, "core" | "admin" | "networkHelpers">;

/** Names a screen and sets it after the notice. */
export async function setScreen({ core, admin, networkHelpers }: Setting, screen: Addressable): Promise<void> {
  await core.connect(admin).scheduleScreen(screen);
  await networkHelpers.time.increase(NOTICE);
  await core.setScreen();
}
