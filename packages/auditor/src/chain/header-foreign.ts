import { ASK_ANOTHER, SourceFault } from "./fault.ts";

/** A source gives another block's header than the one that was asked for. */
export class HeaderForeign extends SourceFault {
  override readonly name = "HeaderForeign";
  override readonly code = "header-hash-differs";
  override readonly verdict = "mismatch";

  constructor(block: string, found: string) {
    super(
      `the header of block ${block} hashes to ${found}: it is another block's, or altered`,
      { expected: block, found },
      ASK_ANOTHER,
    );
  }
}
