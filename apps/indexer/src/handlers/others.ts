// Events that no list shows yet. They are read all the same: the journal is over all of them.
import type { Handlers } from "./step.ts";

const nothing = () => Promise.resolve();

export const OTHERS: Handlers<
  | "BatchRecorded"
  | "ClaimSigned"
  | "ClaimsCancelled"
  | "GuardianSet"
  | "OfferUsed"
  | "OffersCancelled"
  | "PlanActivated"
  | "PlanCancelled"
  | "PlanScheduled"
  | "PoolSpent"
  | "ProgrammeCreated"
  | "ProgrammeOpened"
  | "ProgrammePausedSet"
  | "RecordSkipped"
  | "RecoveryStarted"
  | "RecoveryStopped"
  | "RoleAdminChanged"
  | "RoleGranted"
  | "RoleRevoked"
  | "RunCancelled"
  | "RunScheduled"
  | "RunSet"
  | "ScreenCancelled"
  | "ScreenFailed"
  | "ScreenScheduled"
  | "ScreenSet"
  | "WalletProposed"
> = {
  BatchRecorded: nothing,
  ClaimSigned: nothing,
  ClaimsCancelled: nothing,
  GuardianSet: nothing,
  OfferUsed: nothing,
  OffersCancelled: nothing,
  PlanActivated: nothing,
  PlanCancelled: nothing,
  PlanScheduled: nothing,
  PoolSpent: nothing,
  ProgrammeCreated: nothing,
  ProgrammeOpened: nothing,
  ProgrammePausedSet: nothing,
  RecordSkipped: nothing,
  RecoveryStarted: nothing,
  RecoveryStopped: nothing,
  RoleAdminChanged: nothing,
  RoleGranted: nothing,
  RoleRevoked: nothing,
  RunCancelled: nothing,
  RunScheduled: nothing,
  RunSet: nothing,
  ScreenCancelled: nothing,
  ScreenFailed: nothing,
  ScreenScheduled: nothing,
  ScreenSet: nothing,
  WalletProposed: nothing,
};
