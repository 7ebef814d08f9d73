import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What a page violates of WCAG 2.2 AA and of good practice; empty where it violates nothing. */
export async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary ?? ""}`),
  );
}
