import type { ErrorChapter } from "./text.ts";

export const TIMELOCK_ERRORS: ErrorChapter = {
  title: "The timelock",
  errors: [
    {
      signature: "TimelockUnexpectedOperationState(bytes32 operationId, bytes32 expectedStates)",
      why: "Operation {operationId} is in none of the states that this needs: {expectedStates:timelockStates}.",
      advice: "Look at the operation's state: execute it once its delay is over, and schedule it only once.",
    },
    {
      signature: "TimelockInsufficientDelay(uint256 delay, uint256 minDelay)",
      why: "The operation is to wait {delay:duration}, and the timelock's least delay is {minDelay:duration}.",
      advice: "Schedule it with at least that delay.",
    },
    {
      signature: "TimelockUnexecutedPredecessor(bytes32 predecessorId)",
      why: "Operation {predecessorId} must be executed before this one.",
      advice: "Execute that one first.",
    },
    {
      signature: "TimelockInvalidOperationLength(uint256 targets, uint256 payloads, uint256 values)",
      why: "The batch has {targets} targets, {payloads} payloads and {values} values.",
      advice: "Pass as many of each.",
    },
    {
      signature: "TimelockUnauthorizedCaller(address caller)",
      why: "{caller} tried to change the timelock's delay, which only the timelock itself may.",
      advice: "Schedule the change as an operation of the timelock.",
    },
    {
      signature: "FailedCall()",
      why: "The call that the timelock made failed without a reason.",
      advice: "Try the call from the timelock's address in a simulation, to see where it fails.",
    },
  ],
};
