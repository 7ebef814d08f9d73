import { Presets, SingleBar } from "cli-progress";
import type { coloursFor } from "./style.ts";

/** Tells a person how far a long job is. */
export interface Progress {
  /** Something is done. */
  done(what: string): void;
  /** Something begins. @param length 0 if nobody knows how long it is. */
  begin(what: string, length: number): void;
  /** So much of it is done. */
  at(position: number, note: string): void;
  /** It has ended. */
  end(): void;
}

/** On a terminal: a bar for what takes long. Else: a line now and then. */
export function progressOn(stream: NodeJS.WriteStream, colours: ReturnType<typeof coloursFor>): Progress {
  const done = (what: string) => stream.write(`${colours.green("✓")} ${what}\n`);
  return stream.isTTY ? { done, ...bar(stream) } : { done, ...lines(stream) };
}

function bar(stream: NodeJS.WriteStream): Omit<Progress, "done"> {
  let running: SingleBar | undefined;
  return {
    begin(what, length) {
      const format = length === 0 ? `  ${what}  {note}` : `  ${what} {bar} {percentage} %  {note}`;
      const options = { stream, format, barsize: 24, clearOnComplete: true, hideCursor: false, fps: 15 };
      running = new SingleBar(options, Presets.shades_classic);
      running.start(length, 0, { note: "" });
    },
    at: (position, note) => running?.update(position, { note }),
    end: () => running?.stop(),
  };
}

/** Lines at each quarter; of what nobody knows the length of, each time that it is twice as far. */
const STEPS = 4;

function lines(stream: NodeJS.WriteStream): Omit<Progress, "done"> {
  let [name, total, shown] = ["", 0, 0];
  return {
    begin(what, length) {
      [name, total, shown] = [what, length, 0];
    },
    at(position, note) {
      const step = total === 0 ? Math.floor(Math.log2(Math.max(1, position))) : Math.floor((position * STEPS) / total);
      if (step > shown) stream.write(`  ${name} ${note}\n`);
      shown = step;
    },
    end: () => {},
  };
}
