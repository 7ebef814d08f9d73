import type { ErrorChapter } from "./text.ts";

export const PROGRAMME_ERRORS: ErrorChapter = {
  title: "The programme and its powers",
  errors: [
    {
      signature: "SettingInvalid(bytes32 setting, uint256 value, uint256 limit)",
      why: "The setting {setting:text} is {value}, and its limit is {limit}. The token must be an address with code, the start not in the future, a period 1 to 366 days (in seconds), the notice at most 366 days, the times to decide and to rule 1 to 90 days, cap and markup at most 10,000 basis points.",
      advice: "Correct the setting and deploy again.",
    },
    {
      signature: "ModuleInvalid(address module, bytes32 expected)",
      why: "At {module} there is no module {expected:text}: the address has no code, or is another module's.",
      advice: "Deploy the nine modules and name each in its own place.",
    },
    {
      signature: "ModuleSettingsDiffer(address module)",
      why: "The module {module} was deployed with other settings than the core, which would work with both.",
      advice: "Deploy all modules and the core with exactly the same settings.",
    },
    {
      signature: "ProgrammeAlreadyOpen()",
      why: "The programme was opened before; it opens once.",
      advice: "Nothing is to be done.",
    },
    {
      signature: "ProgrammePauseUnchanged(bool paused)",
      why: "The programme is in that state already (paused: {paused}).",
      advice: "Nothing is to be done.",
    },
    {
      signature: "AccessControlUnauthorizedAccount(address account, bytes32 neededRole)",
      why: "{account} does not have the role {neededRole:role}, which this needs.",
      advice:
        "Send it from an account that has the role, or have the admin grant it; grants go through the timelock. The revoker takes roles away, but neither the admin's nor his own.",
    },
    {
      signature: "AccessControlBadConfirmation()",
      why: "A role can be renounced only for oneself: the account named is not the caller.",
      advice: "Name your own account, or ask the admin to revoke the role.",
    },
    {
      signature: "ReentrancyGuardReentrantCall()",
      why: "A contract called the core back while the core was still at work.",
      advice: "Call it in a transaction of its own. If it was the token, tell the company: the token does not fit.",
    },
  ],
};
