import { SourceFault } from "./fault.ts";

/** The source has the programme's events only, not the token's. */
export class TransfersUnavailable extends SourceFault {
  override readonly name = "TransfersUnavailable";
  override readonly code = "transfers-unavailable";
  override readonly verdict = "unproved";

  constructor(token: string) {
    super(
      `the export of events has no transfers of the token ${token}`,
      { token },
      "Audit from an endpoint to have them listed.",
    );
  }
}
