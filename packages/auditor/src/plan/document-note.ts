import { PlanInvalid, readPlan } from "@upline/engine";
import type { PublishedPlan } from "../people/programme.ts";
import { shortened } from "../text/visible.ts";
import { planFromChain } from "./plan-from-chain.ts";
import { PlanNotOnChain } from "./plan-not-on-chain.ts";
import { planToChain } from "./plan-to-chain.ts";

/** Of what is wrong with a document, so many characters are said. */
const LONGEST_REASON = 300;

/**
 * Where the document that was published with a plan is not the plan that pays. Amounts follow the terms on the chain, and
 * the document is free text; so this is told, and is no fault.
 * @param periodLength Of the programme, in seconds.
 * @returns Undefined where the document pays the same, or is none of Upline's plans.
 */
export function documentNote(published: PublishedPlan, periodLength: bigint): string | undefined {
  const { version, document } = published;
  const found = parsed(document);
  if (found === undefined) return undefined;
  const what = `The document published with plan ${version}`;
  try {
    if (paysTheSame(found, published, Number(periodLength))) return undefined;
    return `${what} pays otherwise than its terms on the chain, by which every sale is paid.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const kind = error instanceof PlanNotOnChain ? "has parts that the chain does not pay" : undefined;
    const invalid = error instanceof PlanInvalid ? "is no plan that can be read" : "could not be compared";
    return `${what} ${kind ?? invalid}: ${shortened(reason, LONGEST_REASON)}`;
  }
}

/** The document, if it says that it is a plan of Upline's. */
function parsed(document: string): object | undefined {
  try {
    const found: unknown = JSON.parse(document);
    return typeof found === "object" && found !== null && "upline" in found && found.upline === 1 ? found : undefined;
  } catch {
    return undefined;
  }
}

function paysTheSame(found: object, { plan }: PublishedPlan, periodLength: number): boolean {
  const read = readPlan(found);
  // The document's own currency: what the token says of itself is not proved.
  const { code, decimals } = read.document.currency;
  const programme = { currency: { code, decimals }, periodLength };
  return planFromChain(planToChain(read, programme), programme).hash === planFromChain(plan, programme).hash;
}
