/** Seconds of the processor and of the wall, by phase. The processor's are less sensitive to what else is running. */
export class Clock {
  readonly #phases = new Map<string, number>();
  readonly #startCpu = cpuSeconds();
  readonly #startWall = performance.now();
  #lastCpu = this.#startCpu;
  #lastWall = this.#startWall;

  /** Ends a phase, or a further part of one. @returns Its seconds of the processor. */
  lap(name: string): number {
    const now = cpuSeconds();
    const seconds = now - this.#lastCpu;
    this.#phases.set(name, (this.#phases.get(name) ?? 0) + seconds);
    this.#lastCpu = now;
    this.#lastWall = performance.now();
    return seconds;
  }

  get phases(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#phases);
  }

  /** All phases together. */
  get cpu(): number {
    return this.#lastCpu - this.#startCpu;
  }

  get wall(): number {
    return (this.#lastWall - this.#startWall) / 1000;
  }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
