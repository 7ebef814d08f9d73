import { expect } from "chai";
import type { Browser } from "playwright-core";
import { reportHtml } from "../../src/report/html/page.ts";
import { describeInBrowser, openBrowser } from "../helpers/browser.ts";
import { fakeReport, VERIFIED } from "../helpers/fake-report.ts";

const page = reportHtml(fakeReport({ people: 60, periods: 6, sales: 400 }));

describe("the report as a page", () => {
  it("is one file with the same bytes each time, and without script", () => {
    expect(reportHtml(fakeReport({ people: 60, periods: 6, sales: 400 }))).to.equal(page);
    expect(page).to.not.match(/<script|<link|<img|@import|url\(["']?(?!#)/i);
  });

  it("says everything in words and tables that a picture shows", () => {
    for (const svg of page.match(/<svg [^>]*>/g) ?? [])
      expect(svg).to.match(/role="img" aria-labelledby="[\w-]+ [\w-]+"/);
    const labels = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap(([, ids = ""]) => ids.split(" "));
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const label of labels) expect(ids).to.include(label);
    for (const table of page.match(/<table>.*?<\/table>/gs) ?? []) {
      expect(table).to.match(/<caption>[^<]+<\/caption>/);
      expect(table).to.include('scope="col"');
    }
    expect(page.match(/<svg /g)).to.have.length(8);
  });

  it("says under its verdict only what was proved", () => {
    expect(page).to.include("No event is missing or changed. Every commission is right to the last unit. The money");
    const unsure = VERIFIED.map((check) =>
      check.check === "money" ? { ...check, verdict: "reported" as const } : check,
    );
    const other = reportHtml(fakeReport({ people: 5, periods: 2, sales: 9 }, unsure));
    expect(other).to.include("right to the last unit. What was not covered");
    expect(page).to.not.include("Nobody named the block");
    const report = fakeReport({ people: 5, periods: 2, sales: 9 });
    const block = { ...report.audited.block, trusted: false };
    const untrusted = reportHtml({ ...report, audited: { ...report.audited, block } });
    expect(untrusted.slice(0, untrusted.indexOf('id="checks"'))).to.include("Nobody named the block");
    expect(untrusted).to.include("only if the block is the chain&#39;s");
    expect(reportHtml(report)).to.not.include("only if the block is the chain");
  });

  it("lists what the timelock is to do, marked as not proved", () => {
    const powers = page.slice(page.indexOf('<h2 id="powers"'), page.indexOf('<h2 id="plans"'));
    for (const text of [
      "lets 2 days pass",
      "this part is not proved",
      "grantRole(PLAN_ROLE",
      "has a short delay",
      "EXECUTOR_ROLE: anybody",
    ]) {
      expect(powers).to.include(text);
    }
  });

  it("stands with its findings first, whole, and with each part of the income disclosure beside its definitions", () => {
    const heads = [...page.matchAll(/<h2 id="(\w+)"/g)].map(([, id]) => id);
    expect(heads.slice(0, 3)).to.deep.equal(["findings", "checks", "money"]);
    expect(heads).to.have.length(12);
    const income = page.slice(page.indexOf('<h2 id="income"'), page.indexOf('<h2 id="growth"'));
    for (const head of ["P10", "P25", "median", "P75", "P90", "P99", "mean", "with zero", "share"]) {
      expect(income).to.include(`>${head}</th>`);
    }
    for (const text of ["All enrolled</dt>", "Net of own purchases</dt>", "By rank", "By tenure", "Each full period"]) {
      expect(income).to.include(text);
    }
  });

  describeInBrowser("the report in a browser", () => {
    let browser: Browser;
    before(async () => {
      browser = await openBrowser();
    });
    after(() => browser?.close());

    for (const [width, shown, hidden] of [
      [1280, "wide", "narrow"],
      [390, "narrow", "wide"],
    ] as const) {
      it(`fits ${width} pixels, with pictures made for it`, async () => {
        const view = await browser.newPage({ viewport: { width, height: 900 } });
        await view.setContent(page);
        expect(await view.evaluate("document.documentElement.scrollWidth")).to.equal(width);
        expect(await view.locator(`figure .${shown} svg`).first().isVisible()).to.equal(true);
        expect(await view.locator(`figure .${hidden} svg`).first().isVisible()).to.equal(false);
        await view.close();
      });
    }

    it("keeps every column when it is printed on A4", async () => {
      // 210 mm less the margins, at 96 dots an inch.
      const view = await browser.newPage({ viewport: { width: 687, height: 900 } });
      await view.emulateMedia({ media: "print" });
      await view.setContent(page);
      const widest = await view.evaluate(
        "Math.max(...[...document.querySelectorAll('table')].map((table) => table.scrollWidth))",
      );
      expect(widest).to.be.at.most(687);
      await view.close();
    });
  });
});
