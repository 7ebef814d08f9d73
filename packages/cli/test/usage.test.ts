import { expect } from "chai";
import { upline } from "./helpers/upline.ts";

describe("the upline command", () => {
  it("shows what there is, and ends with 2 where a verb is missing, unknown or lacks an option", async () => {
    for (const args of [[], ["plan"], ["plan", "pay"], ["plan", "calculate"], ["plan", "check"], ["--no"]]) {
      const { code, stdout, stderr } = await upline(args);
      expect(code, args.join(" ")).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.match(/Usage: upline|--help shows what there is/);
    }
  });

  it("ends with 0 where help is asked for", async () => {
    const { code, stdout } = await upline(["plan", "calculate", "--help"]);
    expect(code).to.equal(0);
    expect(stdout).to.include("--next-state <file>");
    expect(stdout).to.include("Exit code: 0");
  });

  it("shows what stands for shares that are left out as they are given, in per cent", async () => {
    const { stdout } = await upline(["plan", "simulate", "--help"]);
    const help = stdout.replace(/\s+/g, " ");
    expect(help).to.include("--selling <percent> how many sell anything in a period (default: 30)");
    expect(help).to.include("(default: 0) --width");
  });

  it("tells wrong values of options from wrong files", async () => {
    const period = await upline([
      "plan",
      "calculate",
      "--plan",
      "x",
      "--network",
      "x",
      "--sales",
      "x",
      "--period",
      "May",
    ]);
    expect(period.code).to.equal(2);
    expect(period.stderr).to.include("It is a month like 2026-01, or a day.");
    const missing = await upline(["plan", "check", "nowhere.json", "--json"]);
    expect(missing.code).to.equal(1);
    expect(missing.stderr).to.match(/^Error: cannot read nowhere\.json: there is no such file or folder$/m);
    expect((JSON.parse(missing.stdout) as { error: { name: string } }).error.name).to.equal("FileUnusable");
  });
});
