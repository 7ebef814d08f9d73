import type { ErrorChapter } from "./text.ts";

export const SCREEN_ERRORS: ErrorChapter = {
  title: "The screen",
  errors: [
    {
      signature: "ScreenRefused(address account, uint8 action)",
      why: "The programme's screen refuses {account}, who is {action:screenAction}.",
      advice:
        "Ask the company which list its screen follows, and have the entry corrected there if it is wrong. A balance is kept until then.",
    },
    {
      signature: "ScreenGasMissing(uint256 left, uint256 needed)",
      why: "{left} gas is left to ask the screen, and {needed} is needed.",
      advice: "Send it again with more gas.",
    },
    {
      signature: "ScreenInvalid(address screen)",
      why: "{screen} cannot be the screen: it has no code, or it is the zero address and there is no screen to remove.",
      advice: "Deploy the screen first and name its address.",
    },
    {
      signature: "ScreenNotScheduled()",
      why: "No screen is scheduled.",
      advice: "Name one with the admin's role, and set it after the notice.",
    },
    {
      signature: "ScreenNotDue(uint256 time, uint256 from)",
      why: "The screen can be set from {from:time} on. It is {time:time} now.",
      advice: "Try again after that time.",
    },
    {
      signature: "SanctionsListInvalid(address list)",
      why: "{list} cannot be the list that the screen asks: it has no code.",
      advice: "Deploy the screen with the address of a sanctions oracle of this chain.",
    },
  ],
};
