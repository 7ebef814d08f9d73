import { exact } from "./server/json.ts";

/** Says what happened. No values of people, no client's address and no key are ever among it. */
export type Log = (event: string, values?: Readonly<Record<string, unknown>>) => void;

/** A line of JSON an event. */
export function logTo(write: (line: string) => void): Log {
  return (event, values = {}) => write(`${exact({ time: new Date().toISOString(), event, ...values })}\n`);
}
