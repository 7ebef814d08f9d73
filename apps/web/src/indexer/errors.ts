import { ProtocolError } from "@upline/protocol";

/** The indexer does not answer. */
export class IndexerSilent extends ProtocolError {
  override readonly name = "IndexerSilent";

  constructor(url: string, reason: string) {
    super(
      "The indexer cannot be reached: lists and history are read from the chain, or not shown.",
      { url, reason },
      "Balances, claims, purchases and returns work without it.",
    );
  }
}

/** The indexer does not take a question. */
export class IndexerRefused extends ProtocolError {
  override readonly name = "IndexerRefused";

  constructor(reason: string) {
    super(
      `The indexer could not answer: ${reason}.`,
      { reason },
      "Try again later; the chain's own figures are right.",
    );
  }
}

/** The pages were set up without an indexer. */
export class IndexerMissing extends ProtocolError {
  override readonly name = "IndexerMissing";

  constructor() {
    super(
      "These pages were set up without an indexer: lists and history are read from the chain, or not shown.",
      {},
      "Balances, claims, purchases and returns work without it.",
    );
  }
}
