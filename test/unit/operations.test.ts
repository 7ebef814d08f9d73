import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { inBatches } from "../../packages/protocol/src/index.ts";
import { start } from "../helpers/script.ts";

// docs/operations.md: every command in it exists, and explains every option that is used there.

/** A command line of the page. */
interface Line {
  readonly text: string;
  /** What is asked for help, without arguments and options. */
  readonly command: readonly string[];
  readonly options: readonly string[];
}

const PAGE = readFileSync("docs/operations.md", "utf8");
/** Programs that are started at once. */
const AT_ONCE = 2;

/** The command lines in the page's blocks of shell. */
function commandLines(page: string): readonly Line[] {
  const blocks = [...page.matchAll(/```sh\n([^`]*)```/g)].map(([, block = ""]) => block);
  const lines = blocks.flatMap((block) => block.split("\n")).map((line) => line.replace(/ #.*$/, "").trim());
  return lines.filter((line) => line !== "").map(readLine);
}

function readLine(text: string): Line {
  const words = text.split(/\s+/);
  const options = words.filter((word) => word.startsWith("--"));
  if (words[0] !== "npx") throw new Error(`not a command that this page has: ${text}`);
  if (words[1] === "tsx") return { text, command: [words[2] ?? ""], options };
  // Of Hardhat's tasks, `keystore set` has two words.
  const task = words[2] === "keystore" ? words.slice(2, 4) : words.slice(2, 3);
  return { text, command: ["node_modules/hardhat/dist/src/cli.js", ...task], options };
}

describe("docs/operations.md", () => {
  const lines = commandLines(PAGE);
  const helps = new Map<string, string>();

  before(async function () {
    this.timeout(240_000);
    const commands = [...new Map(lines.map(({ command }) => [command.join(" "), command])).values()];
    for (const batch of inBatches(commands, AT_ONCE)) {
      await Promise.all(batch.map(async (command) => helps.set(command.join(" "), await helpOf(command))));
    }
  });

  async function helpOf(command: readonly string[]): Promise<string> {
    const [file = ""] = command;
    expect(existsSync(file), `${file} exists`).to.equal(true);
    const { code, stdout, stderr } = await start(process.execPath, ["--import", "tsx", ...command, "--help"]).ended;
    expect(code, `${command.join(" ")} --help: ${stderr}`).to.equal(0);
    return stdout;
  }

  it("has a command for everything that it tells to do", () => {
    expect(lines.length).to.be.greaterThan(40);
    expect(new Set(lines.map(({ command }) => command[0])).size).to.be.greaterThan(25);
  });

  it("names commands that exist, with options that they explain", () => {
    for (const { text, command, options } of lines) {
      const help = helps.get(command.join(" ")) ?? "";
      for (const option of options) expect(help, text).to.match(new RegExp(`${option}\\b`));
    }
  });

  it("names no other scripts than those that exist", () => {
    const named = [...PAGE.matchAll(/scripts\/[\w-]+\.ts/g)].map(([file]) => file);
    expect(named.filter((file) => !existsSync(file))).to.deep.equal([]);
  });

  it("has a place for every tool of docs/tools.md", () => {
    const rows = readFileSync("docs/tools.md", "utf8").matchAll(/^\| `([\w-]+)` +\| .*\.ts/gm);
    const tools = [...rows].map(([, name]) => `scripts/${name}.ts`);
    expect(tools.length).to.be.greaterThan(20);
    expect(tools.filter((tool) => !PAGE.includes(tool))).to.deep.equal([]);
  });
});
