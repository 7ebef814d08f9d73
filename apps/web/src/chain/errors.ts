import { ProtocolError } from "@upline/protocol";

/** No configured endpoint answers. */
export class EndpointsSilent extends ProtocolError {
  override readonly name = "EndpointsSilent";

  constructor(reasons: readonly string[]) {
    super(
      `No endpoint of the chain answers (${reasons.join("; ")}).`,
      { reasons },
      "Check your connection and try again. Nothing is lost: all data is on the chain.",
    );
  }
}
