import { item, member } from "../../../engine/src/index.ts";

/** A place in a text. */
export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** A text is no JSON. */
export class JsonInvalid extends Error {
  override readonly name = "JsonInvalid";
  readonly position: Position;

  constructor(position: Position, message: string) {
    super(message);
    this.position = position;
  }
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\r\n]|\\.)*"/y;
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const WORD = /[^\s,:[\]{}"]{1,40}|./y;

/** Walks over a JSON text and notes where each value begins, by its path: `$.bonuses[2].levels[0]`. */
export class JsonPlaces {
  readonly #text: string;
  readonly #places = new Map<string, number>();
  #at = 0;

  /** @throws JsonInvalid where the text is no JSON, or a name stands twice in one object. */
  constructor(text: string) {
    this.#text = text;
    this.#value("$");
    this.#take(SPACE);
    if (this.#at < text.length) this.#fail("the end of the file");
  }

  /** Where a path begins, or what is nearest above it. */
  of(path: string): Position {
    for (let known = path; known.length > 1; known = known.slice(0, -1)) {
      const offset = this.#places.get(known);
      if (offset !== undefined) return positionAt(this.#text, offset);
    }
    return positionAt(this.#text, this.#places.get("$") ?? 0);
  }

  #value(path: string): void {
    this.#take(SPACE);
    this.#places.set(path, this.#at);
    const first = this.#text[this.#at];
    if (first === "{") this.#object(path);
    else if (first === "[") this.#array(path);
    else if (first === '"') this.#string("a value");
    else if (this.#take(LITERAL) === undefined) this.#fail("a value");
  }

  #object(path: string): void {
    const names = new Set<string>();
    this.#inside("}", () => {
      const start = this.#at;
      const name = this.#string('a name in double quotes, or "}"');
      if (names.has(name)) this.#failAt(start, `the name ${JSON.stringify(name)} stands twice; expected it once`);
      names.add(name);
      this.#take(SPACE);
      if (this.#text[this.#at] !== ":") this.#fail('":" after the name');
      this.#at++;
      this.#value(member(path, name));
    });
  }

  #array(path: string): void {
    let index = 0;
    this.#inside("]", () => this.#value(item(path, index++)));
  }

  #inside(close: string, each: () => void): void {
    this.#at++;
    this.#take(SPACE);
    if (this.#text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      each();
      this.#take(SPACE);
      const next = this.#text[this.#at];
      if (next !== "," && next !== close) this.#fail(`"," or "${close}"`);
      this.#at++;
      if (next === close) return;
      this.#take(SPACE);
    }
  }

  #string(expected: string): string {
    const start = this.#at;
    const text = this.#take(STRING);
    if (text === undefined) return this.#fail(expected);
    try {
      return JSON.parse(text) as string;
    } catch {
      return this.#failAt(start, `found ${text}; expected a text without control characters and unknown escapes`);
    }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#text)?.[0];
    this.#at += text?.length ?? 0;
    return text;
  }

  #fail(expected: string): never {
    const start = this.#at;
    const comment = /^(\/\/|\/\*|#)/.test(this.#text.slice(start, start + 2)) ? "; JSON has no comments" : "";
    const found = start >= this.#text.length ? "the file ends here" : `found ${JSON.stringify(this.#take(WORD))}`;
    return this.#failAt(start, `${found}; expected ${expected}${comment}`);
  }

  #failAt(offset: number, message: string): never {
    throw new JsonInvalid(positionAt(this.#text, offset), message);
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
