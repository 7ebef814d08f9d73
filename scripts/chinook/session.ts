import { urlOf } from "../local/endpoint.ts";
import { type Example, runExample, type SessionOptions } from "../local/session.ts";
import { type Input, type Report, runMainJob } from "./main-job.ts";
import { renderReport } from "./report/render.ts";
import { reportToJson } from "./report/to-json.ts";
import { seatsFor } from "./run/accounts.ts";
import { accountsToTry, giveMoney, renderWelcome } from "./welcome.ts";

/**
 * Runs the main job on a local network, prints its report, and keeps the network up unless told otherwise.
 * @param command What runs it again on the same data.
 */
export function runOnNetwork(input: Input, options: SessionOptions, command: string): Promise<void> {
  const example: Example<Report> = {
    start: input.plan.programme.start,
    seats: seatsFor(input.company).count,
    run: (network, progress) => runMainJob(network, input, progress),
    isGood: ({ journal }) => journal.complete,
    opinion: ({ opinion }) => opinion,
    names: ({ stage }) => namesOf(stage),
    command,
    programme: ({ stage }) => stage.programme,
    leave: ({ stage }) => giveMoney(stage.programme, stage.people),
    render: renderReport,
    welcome: renderWelcome,
    accounts: (report) =>
      accountsToTry(report).map(({ account, who, ...rest }) => ({ ...rest, who: `account ${account}, ${who}` })),
    toJson(report, endpoint) {
      const up = endpoint === undefined ? {} : { endpoint: urlOf(endpoint), accounts: accountsToTry(report) };
      return { ...reportToJson(report), ...up };
    },
  };
  return runExample(example, options);
}

/** What the second opinion's export calls people: their titles, which many share, and their numbers. */
function namesOf({ company, ids }: Report["stage"]): ReadonlyMap<number, string> {
  return new Map(
    company.employees.map(({ number, title }) => [Number(ids.get(number)), `${title} (employee ${number})`]),
  );
}
