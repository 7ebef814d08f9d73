// Tells how far a campaign is, how fast it goes and when it will be done, and every survivor as it is found.
import type { Mutant } from "./mutant.ts";
import type { Result } from "./results.ts";

const EVERY = 25;

export class Progress {
  readonly #all: number;
  readonly #say: (text: string) => void;
  readonly #start = performance.now();
  #done = 0;
  #survived = 0;

  constructor(all: number, say: (text: string) => void) {
    this.#all = all;
    this.#say = say;
  }

  done(mutant: Mutant, { outcome, tests, all }: Result): void {
    this.#done += 1;
    if (outcome === "survived") {
      this.#survived += 1;
      const { file, line, function: name, operator, before, after } = mutant;
      this.#say(
        `survived ${tests}${all ? "" : "+"} tests: ${file}:${line} ${name}, ${operator}: ${before} => ${after}`,
      );
    }
    if (this.#done % EVERY === 0 || this.#done === this.#all) this.#say(this.#state());
  }

  #state(): string {
    const seconds = (performance.now() - this.#start) / 1000;
    const minutes = Math.ceil((seconds / this.#done) * ((this.#all - this.#done) / 60));
    const rate = ((60 * this.#done) / seconds).toFixed(0);
    return `${this.#done} of ${this.#all}, ${this.#survived} survived, ${rate} a minute, ${minutes} minutes left`;
  }
}
