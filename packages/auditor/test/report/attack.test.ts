// Texts that anybody can put on the chain, brought before whoever reads the report.
import { expect } from "chai";
import { hexlify, toUtf8Bytes, zeroPadBytes } from "ethers";
import type { CheckResult } from "../../src/checks/check.ts";
import { ReportBuilder } from "../../src/report/builder.ts";
import { reportHtml } from "../../src/report/html/page.ts";
import { visible } from "../../src/text/visible.ts";
import { describeInBrowser, openBrowser } from "../helpers/browser.ts";
import { FakeHistory, START, wallet } from "../helpers/fake-history.ts";
import { audited } from "../helpers/fake-report.ts";

const SCRIPT = "<script>document.title='owned'</script>";
const IMAGE = `"><img src=x onerror="document.title='owned'">`;
const bytes = (text: string) => zeroPadBytes(hexlify(toUtf8Bytes(text)), 32);

/** A report in which every text that others choose attacks. */
function attacked(): string {
  const builder = new ReportBuilder();
  const history = new FakeHistory(builder).begin({}, `{"name":"${SCRIPT}${IMAGE}\u202e\u0000</pre></details>"}`);
  history.event("ProductAdded", {
    product: 1n,
    sku: bytes("<b onclick=alert(1)>'\"`"),
    terms: { retail: 3n, wholesale: 2n, volume: 1n },
  });
  history.event("HoldPlaced", {
    id: 2n,
    reason: bytes("</td><script>//"),
    evidence: bytes("\u202eevil"),
    until: START,
  });
  history.event("ReturnRejected", { id: 2n, reason: bytes("<svg onload=alert(1)>"), deadline: START });
  history.event("RoleGranted", { role: wallet(0), account: wallet(9), sender: SCRIPT });
  history.sell({ seller: 2, total: 5n, ref: bytes("=HYPERLINK(1)<i>") });
  const finding = { code: "x", subject: SCRIPT, message: IMAGE, expected: SCRIPT, found: "\u001b[31m" };
  const checks: CheckResult[] = [
    { check: "code", verdict: "mismatch", summary: SCRIPT, findings: [finding], evidence: { [IMAGE]: SCRIPT } },
    { check: "powers", verdict: "reported", summary: IMAGE, findings: [finding], evidence: {} },
  ];
  const token = { address: wallet(2), symbol: `${SCRIPT}&"'`, decimals: 6 };
  return reportHtml(builder.finish(audited(START, token), checks));
}

describe("hostile texts in the report", () => {
  it("never become markup", () => {
    const page = attacked();
    const tags = new Set([...page.matchAll(/<([a-z!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()));
    for (const tag of ["script", "img", "b onclick", "i", "iframe"]) expect(tags.has(tag), tag).to.equal(false);
    expect(page).to.include("&lt;script&gt;");
    expect(page).to.not.match(/<[^>]*\son\w+=/);
    expect(page.match(/<pre>/g)).to.have.length(1);
  });

  it("show what is invisible, and keep the order of characters", () => {
    const page = attacked();
    expect(page).to.include("\\u{202e}");
    expect(page).to.include("\\u{0}");
    expect(page).to.include("\\u{1b}[31m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    expect(page).to.not.match(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(visible("a\u200bb\u2066c\u{e0041}d\ufe0fe")).to.equal("a\\u{200b}b\\u{2066}c\\u{e0041}d\\u{fe0f}e");
  });

  describeInBrowser("hostile texts in a browser", () => {
    it("run nothing and load nothing", async () => {
      const browser = await openBrowser();
      try {
        const page = await browser.newPage();
        const requests: string[] = [];
        await page.route("**/*", (route) => {
          requests.push(route.request().url());
          return route.abort();
        });
        await page.setContent(attacked());
        expect(await page.title()).to.equal("Audit of 0x5FbDB2315678afecb367f032d93F642f64180aa3");
        expect(requests).to.deep.equal([]);
      } finally {
        await browser.close();
      }
    });
  });
});
