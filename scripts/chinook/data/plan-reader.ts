import { JsonInvalid, JsonPlaces } from "../../../packages/cli/src/input/json-places.ts";
import { member as memberOf } from "../../../packages/engine/src/index.ts";
import { InputInvalid } from "./input-invalid.ts";
import { parseTime } from "./time.ts";

type Json = unknown;

/** Reads a file of sections of values, each an object of `value` and `reason`, and knows where each stands. */
export class PlanReader {
  readonly #file: string;
  readonly #root: Json;
  readonly #places: JsonPlaces;

  /** @throws InputInvalid if the text is no JSON. */
  constructor(file: string, text: string) {
    this.#file = file;
    try {
      this.#places = new JsonPlaces(text);
    } catch (error) {
      if (!(error instanceof JsonInvalid)) throw error;
      throw new InputInvalid({ file, ...error.position }, "the text", `no JSON (${error.message})`, "JSON");
    }
    this.#root = JSON.parse(text);
  }

  /** What is wrong with a value, by its path. Where it is missing the place is that of what should contain it. */
  invalid(path: string, found: Json, expected: string): InputInvalid {
    return new InputInvalid(
      { file: this.#file, ...this.#places.of(`$.${path}`) },
      path,
      typeof found === "bigint" ? `${found}` : JSON.stringify(found),
      expected,
    );
  }

  /** The file's own name. @throws InputInvalid if it is no text. */
  name(): string {
    const name = member(this.#root, "name");
    if (typeof name !== "string" || name === "") throw this.invalid("name", name, "a name");
    return name;
  }

  /** A value of a section. @throws InputInvalid if it, or the reason that belongs to it, is missing. */
  value(section: string, key: string): Json {
    const path = `${section}.${key}`;
    const entry = member(member(this.#root, section), key);
    if (member(entry, "value") === undefined) throw this.invalid(`${path}.value`, undefined, "a value");
    const reason = member(entry, "reason");
    if (typeof reason !== "string" || reason === "") throw this.invalid(`${path}.reason`, reason, "a reason in words");
    return member(entry, "value");
  }

  /** @throws InputInvalid unless the value is a whole number within the bounds. */
  integer(section: string, key: string, lowest: bigint, highest: bigint): bigint {
    const value = this.value(section, key);
    const whole = typeof value === "number" && Number.isSafeInteger(value) ? BigInt(value) : lowest - 1n;
    if (whole < lowest || whole > highest) {
      const expected = lowest === highest ? `${lowest}` : `a whole number from ${lowest} to ${highest}`;
      throw this.invalid(`${section}.${key}.value`, value, expected);
    }
    return whole;
  }

  /** @throws InputInvalid unless the value is true or false. */
  boolean(section: string, key: string): boolean {
    const value = this.value(section, key);
    if (typeof value !== "boolean") throw this.invalid(`${section}.${key}.value`, value, "true or false");
    return value;
  }

  /** Seconds since 1970. @throws InputInvalid unless the value is a time. */
  time(section: string, key: string): bigint {
    const value = this.value(section, key);
    const time = typeof value === "string" ? parseTime(value) : undefined;
    if (time === undefined) throw this.invalid(`${section}.${key}.value`, value, 'a time like "2020-12-01T00:00:00Z"');
    return time;
  }

  /** @throws InputInvalid unless the value is one of these. */
  choice<T extends string>(section: string, key: string, choices: readonly T[]): T {
    const value = this.value(section, key);
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) {
      throw this.invalid(`${section}.${key}.value`, value, choices.map((choice) => `"${choice}"`).join(" or "));
    }
    return chosen;
  }

  /** Whole numbers by name. @throws InputInvalid unless each is within the bounds. */
  integersByName(section: string, key: string, lowest: bigint, highest: bigint): ReadonlyMap<string, bigint> {
    const value = this.value(section, key);
    const path = `${section}.${key}.value`;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw this.invalid(path, value, "an object of whole numbers by name");
    }
    const entries = Object.entries(value).map(([name, number]: [string, Json]): [string, bigint] => {
      const whole = Number.isSafeInteger(number) ? BigInt(number as number) : lowest - 1n;
      if (whole >= lowest && whole <= highest) return [name, whole];
      throw this.invalid(memberOf(path, name), number, `a whole number from ${lowest} to ${highest}`);
    });
    return new Map(entries);
  }
}

function member(value: Json, key: string): Json {
  return typeof value === "object" && value !== null ? (value as Record<string, Json>)[key] : undefined;
}
