import { PassThrough } from "node:stream";
import { expect } from "chai";
import { main } from "../src/main.ts";
import type { Streams } from "../src/terminal/output.ts";
import { writeTea } from "./helpers/tea.ts";
import { inFolder } from "./helpers/upline.ts";

/** A stream that may be a terminal, and what was written to it. */
function listening(isTTY: boolean): { readonly stream: NodeJS.WriteStream; written(): string } {
  const chunks: string[] = [];
  const stream = new PassThrough();
  stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  return {
    stream: Object.assign(stream, { isTTY, columns: 100 }) as unknown as NodeJS.WriteStream,
    written: () => chunks.join(""),
  };
}

describe("progress", () => {
  const test = inFolder();

  async function calculated(isTTY: boolean, ...more: readonly string[]) {
    writeTea(test.folder);
    const [stdout, stderr] = [listening(false), listening(isTTY)];
    const file = (name: string) => test.folder.at(name);
    const streams: Streams = { stdout: stdout.stream, stderr: stderr.stream };
    const options = ["--plan", file("plan.json"), "--network", file("network.csv"), "--sales", file("sales.csv")];
    expect(await main(["plan", "calculate", ...options, ...more], streams)).to.equal(0);
    return { out: stdout.written(), err: stderr.written() };
  }

  it("goes to a terminal, apart from the result", async () => {
    const { out, err } = await calculated(true);
    expect(err).to.include("4 distributors and 3 sales read").and.to.include("commissions computed");
    expect(out).to.not.include("read\n");
  });

  it("counts the lines that are written", async () => {
    const { err } = await calculated(true, "--out", test.folder.at("out"));
    expect(err).to.include("10 lines");
  });

  it("is beside warnings within the terminal's width, which are whole lines elsewhere", async () => {
    test.folder.write("state.json", { plan: "0x00", period: null, figures: {} });
    const state = ["--state", test.folder.at("state.json")];
    const [terminal, file] = [await calculated(true, ...state), await calculated(false, ...state)];
    expect(file.err).to.match(/^Warning: .{90,}\n$/);
    const warned = terminal.err.split("\n").findIndex((line) => line.startsWith("Warning: "));
    const [first = "", second = ""] = terminal.err.split("\n").slice(warned);
    expect(first.length).to.be.at.most(100);
    expect(`${first} ${second.trim()}\n`).to.equal(file.err);
  });

  it("goes nowhere else", async () => {
    const { err } = await calculated(false);
    expect(err).to.equal("");
  });
});
