/**
 * What every error of this package has: a sentence that names the values, the values themselves and what to do next.
 * Each failure is a subclass of its own, in the file of its concept.
 */
export abstract class ProtocolError extends Error {
  /** Name of the failure; spelled out in each class, since bundlers shorten class names. */
  abstract override readonly name: string;
  /** The values that the message speaks of. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What to do next, in one or two sentences. */
  readonly advice: string;

  constructor(message: string, values: Readonly<Record<string, unknown>>, advice: string) {
    super(message);
    this.values = values;
    this.advice = advice;
  }
}
