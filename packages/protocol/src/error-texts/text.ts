/**
 * Why an error happens and what to do next. `{name}` stands for an argument's value, `{name:format}` for the value in
 * a form that people read; see `render.ts`.
 */
export interface ErrorText {
  /** As Solidity declares it, with the arguments' names; or a code of the wallet or the connection. */
  readonly signature: string;
  /** Why it happens. */
  readonly why: string;
  /** What to do next. */
  readonly advice: string;
}

/** Errors of one part of the protocol. */
export interface ErrorChapter {
  readonly title: string;
  readonly errors: readonly ErrorText[];
}
