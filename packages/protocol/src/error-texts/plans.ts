import type { ErrorChapter } from "./text.ts";

export const PLAN_ERRORS: ErrorChapter = {
  title: "Commission plans and the run contract",
  errors: [
    {
      signature: "PlanAboveCap(uint256 worstCase, uint256 cap)",
      why: "The plan's rates by level, its highest rate by rank and its pool share add up to {worstCase:percent}, and the programme's cap is {cap:percent}.",
      advice: "Lower rates or pool share. The cap can never be changed.",
    },
    {
      signature: "PlanRateInvalid(uint256 index, uint256 rate)",
      why: "The rate at place {index} (the level, or the rank) is {rate} basis points, and 10,000 are the whole.",
      advice: "Correct the rate: 100 basis points are 1 %.",
    },
    {
      signature: "PlanRankInvalid(uint256 level, uint256 rank)",
      why: "Level {level} is opened by rank {rank}, and ranks go from 0 to 15.",
      advice: "Correct the rank that opens this level.",
    },
    {
      signature: "PlanWalkInvalid(uint256 walk, uint256 limit)",
      why: "The longest walk is {walk} uplines, and it may be 1 to {limit}.",
      advice: "Correct the plan's longest walk.",
    },
    {
      signature: "PlanPoolWithoutRun(uint256 poolShare)",
      why: "The plan puts {poolShare:percent} into the bonus pool, and no contract is set that may spend it.",
      advice:
        "Name the run contract, set it after the notice, and schedule the plan then; or leave the pool share at 0.",
    },
    {
      signature: "PlanNoticeTooShort(uint256 from, uint256 earliest)",
      why: "The plan would take over at {from:time}. With the programme's notice, {earliest:time} is the earliest.",
      advice: "Schedule it for a time after that. Leave a margin, since the transaction takes a while.",
    },
    {
      signature: "PlanTooLate(uint256 from, uint256 latest)",
      why: "The plan would take over at second {from} since 1970, and time is counted up to {latest} only.",
      advice: "Check the unit: the time is in seconds, not in milliseconds.",
    },
    {
      signature: "PlanAlreadyScheduled(uint256 version, uint256 from)",
      why: "Plan {version} is scheduled already, and one plan can be scheduled at a time. The time at which it takes over is {from:time}; before opening none is set.",
      advice: "Wait until it has taken over, or cancel it first.",
    },
    {
      signature: "PlanNotScheduled()",
      why: "No plan is scheduled.",
      advice: "Schedule a plan first. A programme needs one before it opens.",
    },
    {
      signature: "PlanNotDue(uint256 time, uint256 from)",
      why: "It is {time:time}, and the time at which the scheduled plan takes over is {from:time}.",
      advice:
        "To activate a plan, wait until that time; if none is set, no plan is waiting. To cancel a plan, do so before that time; once it has taken over, schedule another.",
    },
    {
      signature: "RunAlreadySet(address run)",
      why: "{run} is the contract that may spend the bonus pool, once and for good.",
      advice: "Nothing is to be done: it cannot be replaced.",
    },
    {
      signature: "RunInvalid(address run)",
      why: "{run} cannot be the run contract: it has no code, or none was named (zero address).",
      advice: "Deploy the run contract, name it with the admin's role, and set it after the notice.",
    },
    {
      signature: "RunNotDue(uint256 time, uint256 from)",
      why: "The run contract can be set from {from:time} on. It is {time:time} now.",
      advice: "Try again after that time.",
    },
  ],
};
