import { ASK_ANOTHER, SourceFault } from "../fault.ts";

/** What was given is no URL that can be asked. */
export class EndpointInvalid extends SourceFault {
  override readonly name = "EndpointInvalid";
  override readonly code = "endpoint-invalid";
  override readonly verdict = "unproved";

  constructor() {
    super("the endpoint is no URL that begins with http:// or https://", {}, "Give the endpoint's HTTP address.");
  }
}

/** Nothing listens at the endpoint, or it breaks off. */
export class EndpointUnreachable extends SourceFault {
  override readonly name = "EndpointUnreachable";
  override readonly code = "endpoint-unreachable";
  override readonly verdict = "unproved";

  constructor(method: string, attempts: number, reason: string) {
    super(
      `the endpoint did not answer ${method}: ${reason}, ${attempts} attempts`,
      { method, attempts, reason },
      "Check the URL and the network, or use another endpoint; an audit that is repeated goes on where it stopped.",
    );
  }
}

/** The endpoint takes a request and does not answer it whole in time. */
export class EndpointSilent extends SourceFault {
  override readonly name = "EndpointSilent";
  override readonly code = "endpoint-silent";
  override readonly verdict = "unproved";

  constructor(method: string, milliseconds: number, attempts: number) {
    super(
      `the endpoint did not answer ${method} within ${milliseconds} ms, ${attempts} attempts`,
      { method, milliseconds, attempts },
      "Use another endpoint, or a longer time limit.",
    );
  }
}

/** The endpoint says no, in whatever words. */
export class EndpointRefused extends SourceFault {
  override readonly name = "EndpointRefused";
  override readonly code = "endpoint-refused";
  override readonly verdict = "unproved";

  constructor(method: string, errorCode: number, reason: string) {
    super(
      `the endpoint refuses ${method}: ${reason.slice(0, 200)} (${errorCode})`,
      { method, errorCode, reason: reason.slice(0, 200) },
      "Use an endpoint that serves this request; past blocks need an archive.",
    );
  }
}

/** The answer is no JSON, or no JSON-RPC. */
export class AnswerMalformed extends SourceFault {
  override readonly name = "AnswerMalformed";
  override readonly code = "answer-malformed";
  override readonly verdict = "unproved";

  constructor(method: string, problem: string) {
    super(
      `the endpoint's answer to ${method} ${problem}`,
      { method, problem },
      "The endpoint answers nonsense: repeat the audit with another one.",
    );
  }
}

/** The answer is longer than an honest one can be. */
export class AnswerTooLarge extends SourceFault {
  override readonly name = "AnswerTooLarge";
  override readonly code = "answer-too-large";
  override readonly verdict = "unproved";

  constructor(method: string, limit: number) {
    super(
      `the endpoint's answer to ${method} has more than ${limit} bytes`,
      { method, limit },
      "Use another endpoint.",
    );
  }
}

/** The audit asked as often, or for as long, as it may. */
export class EndpointEndless extends SourceFault {
  override readonly name = "EndpointEndless";
  override readonly code = "endpoint-endless";
  override readonly verdict = "unproved";

  constructor(what: string, limit: number) {
    super(
      `the endpoint was asked for ${limit} ${what} and there is no end yet`,
      { what, limit },
      "Use an endpoint that answers larger ranges of blocks, or raise the limit.",
    );
  }
}

/** The endpoint does not know the block. */
export class BlockUnknown extends SourceFault {
  override readonly name = "BlockUnknown";
  override readonly code = "block-unknown";
  override readonly verdict = "unproved";

  constructor(block: string) {
    super(
      `the endpoint has no block ${block}`,
      { block },
      "Check the hash, and that the endpoint is of this chain and has caught up; a reorganisation may have removed it.",
    );
  }
}

/** An event that was not asked for, or cannot be one: of another contract, another block, out of order, removed. */
export class LogForeign extends SourceFault {
  override readonly name = "LogForeign";
  override readonly verdict = "mismatch";
  override readonly code: string;

  /** @param kind Stable name of what is wrong. @param problem The sentence that follows "event N of this answer". */
  constructor(kind: `log-${string}`, index: number, problem: string, expected: string, found: string) {
    super(`event ${index} of an answer ${problem}`, { index, expected, found }, ASK_ANOTHER);
    this.code = kind;
  }
}

/** Two answers of the endpoint about the same thing differ. */
export class AnswersDisagree extends SourceFault {
  override readonly name = "AnswersDisagree";
  override readonly code = "answers-disagree";
  override readonly verdict = "mismatch";

  constructor(what: string, expected: string, found: string) {
    super(`the endpoint gives ${what} once as ${expected}, once as ${found}`, { what, expected, found }, ASK_ANOTHER);
  }
}
