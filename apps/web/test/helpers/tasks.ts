import type { Page } from "playwright-core";
import { world } from "./world.ts";

/** How long a page's main thread was busy without a break. Milliseconds. */
export interface Busy {
  /** The longest task by the time that its thread ran: what other processes took from it is not in it. */
  readonly own: number;
  /** The longest task by the clock. */
  readonly clock: number;
  /** Tasks longer than 50 ms by the clock, which browsers call long. */
  readonly long: number;
}

/** An event of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const LONG = 50;

/** Measures the tasks of the page's main thread while something is done with it. */
export async function tasksDuring(page: Page, work: () => Promise<void>): Promise<Busy> {
  const { browser } = await world();
  await browser.startTracing(page, { categories: ["toplevel"] });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const isMain = ({ name, args }: TraceEvent) => name === "thread_name" && args?.name === "CrRendererMain";
  const main = new Set(traceEvents.filter(isMain).map(threadOf));
  const tasks = traceEvents.filter((event) => event.name.endsWith("RunTask") && main.has(threadOf(event)));
  if (tasks.length === 0) throw new Error("the trace has no task of the page's main thread");
  const clock = tasks.map(({ dur = 0 }) => dur / 1000);
  return {
    own: Math.max(...tasks.map(({ tdur, dur = 0 }) => (tdur ?? dur) / 1000)),
    clock: Math.max(...clock),
    long: clock.filter((milliseconds) => milliseconds > LONG).length,
  };
}
