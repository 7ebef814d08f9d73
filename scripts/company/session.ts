import { generate } from "../../examples/company/generator/generate.ts";
import type { Size } from "../../examples/company/generator/story.ts";
import { urlOf } from "../local/endpoint.ts";
import { type Example, runExample, type SessionOptions } from "../local/session.ts";
import { type Report, runStory } from "./main-job.ts";
import { renderReport } from "./report/render.ts";
import { reportToJson } from "./report/to-json.ts";
import { START } from "./set-up/programme.ts";
import { accountsToTry, makeReady, renderWelcome } from "./welcome.ts";

/** The deployer, and accounts that belong to nobody. */
const ACCOUNTS = 9;
/** A day's transactions are one block. */
const BLOCK_GAS = 1_000_000_000_000n;

/** Invents a company, lets it happen on a local network, reports, and keeps the network up unless told otherwise. */
export function runOnNetwork(size: Size, options: SessionOptions): Promise<void> {
  const story = generate(size);
  const example: Example<Report> = {
    start: START,
    seats: ACCOUNTS,
    blockGas: BLOCK_GAS,
    run: (network, progress) => runStory(network, size, story, progress),
    isGood: ({ journal }) => journal.complete,
    opinion: ({ opinion }) => opinion,
    names: () => new Map(),
    command: `npm start -- --example company --people ${size.people} --months ${size.months} --seed ${size.seed}`,
    programme: ({ stage }) => stage.programme,
    leave: makeReady,
    render: renderReport,
    welcome: renderWelcome,
    accounts: (report) => accountsToTry(report).map(({ name, who, ...rest }) => ({ ...rest, who: `${name}, ${who}` })),
    toJson(report, endpoint) {
      const up = endpoint === undefined ? {} : { endpoint: urlOf(endpoint), accounts: accountsToTry(report) };
      return { ...reportToJson(report), ...up };
    },
  };
  return runExample(example, options);
}
