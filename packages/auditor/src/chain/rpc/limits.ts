/** What an audit asks of an endpoint at most, so that it ends whatever the endpoint does. */
export interface RpcLimits {
  /** For one answer, from the request to its last byte. */
  readonly milliseconds: number;
  /** For all answers together. */
  readonly totalMilliseconds: number;
  readonly requests: number;
  /** Of one answer, unpacked. */
  readonly answerBytes: number;
  /** How often a request is sent at most: an endpoint that is busy or broken may answer later. */
  readonly attempts: number;
  /** Pause before the second attempt; doubled for each further one. */
  readonly pauseMilliseconds: number;
  /** Blocks asked for at once, at most. */
  readonly blocks: bigint;
  /** Requests sent in one batch, at most. */
  readonly batch: number;
  /** Storage slots proved by one answer, at most. */
  readonly slots: number;
}

export const RPC_LIMITS: RpcLimits = {
  milliseconds: 30_000,
  totalMilliseconds: 6 * 60 * 60 * 1_000,
  requests: 250_000,
  answerBytes: 64 * 1024 * 1024,
  attempts: 5,
  pauseMilliseconds: 250,
  blocks: 10_000_000n,
  batch: 100,
  slots: 128,
};
