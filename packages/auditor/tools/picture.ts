// npm run picture -w @upline/auditor: draws docs/audit-report.png, the top of an invented company's report. The contents
// and the checks are left out, so that a picture of the money is on it as well.
import { fileURLToPath } from "node:url";
import { reportHtml } from "../src/report/html/page.ts";
import { openBrowser } from "../test/helpers/browser.ts";
import { fakeReport } from "../test/helpers/fake-report.ts";

const FILE = fileURLToPath(new URL("../../../docs/audit-report.png", import.meta.url));
const SIZE = { people: 600, periods: 24, sales: 3_000 };

const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 840, height: 1_385 } });
  await page.setContent(reportHtml(fakeReport(SIZE)));
  await page.addStyleTag({ content: "nav, section:nth-of-type(2) { display: none }" });
  await page.screenshot({ path: FILE });
} finally {
  await browser.close();
}
