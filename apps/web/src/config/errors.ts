import { ProtocolError } from "@upline/protocol";

/** A field of `config.json` is missing or not of the form that is needed. */
export class ConfigInvalid extends ProtocolError {
  override readonly name = "ConfigInvalid";

  constructor(field: string, value: unknown, expected: string) {
    super(
      `${field} is ${value === undefined ? "missing" : JSON.stringify(value)}, expected ${expected}`,
      { field, value, expected },
      "Correct config.json beside the pages; apps/web/README.md lists its fields.",
    );
  }
}

/** `config.json` cannot be read. */
export class ConfigMissing extends ProtocolError {
  override readonly name = "ConfigMissing";

  constructor(url: string, reason: string) {
    super(
      `${url} cannot be read: ${reason}`,
      { url, reason },
      "Put config.json beside index.html; apps/web/README.md lists its fields.",
    );
  }
}
