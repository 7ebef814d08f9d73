import { AuditError } from "../audit-error.ts";

/** A checkpoint cannot be read, or is not of this programme. */
export class CheckpointInvalid extends AuditError {
  override readonly name = "CheckpointInvalid";

  constructor(what: string, expected: string) {
    super(
      `the checkpoint's ${what} is not ${expected}`,
      { what, expected },
      "Audit from the start, without the checkpoint; it takes longer and gives the same.",
    );
  }
}

/** A checkpoint would be longer than a text can be. */
export class CheckpointTooLarge extends AuditError {
  override readonly name = "CheckpointTooLarge";

  constructor() {
    super("the checkpoint would have more than 512 MB", {}, "Audit from the start each time.");
  }
}

/** A checkpoint was to be made of a history that is not as it should be. */
export class CheckpointUnverified extends AuditError {
  override readonly name = "CheckpointUnverified";

  constructor(findings: number) {
    super(
      `the history has ${findings} findings, and an audit goes on only from one that has none`,
      { findings },
      "Audit from the start each time, until the findings are explained.",
    );
  }
}
