// Pays the whole balance of the account that acts out: a distributor's, or the company's share.
import { formatAmount, ProtocolError } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { parseAddress } from "./terminal/command.ts";

interface Options extends WriteOptions {
  readonly to?: string;
}

/** The account is nobody's present wallet. */
export class ClaimantUnknown extends ProtocolError {
  override readonly name = "ClaimantUnknown";

  constructor(account: string) {
    super(
      `${account} is not the present wallet of a distributor or of the company`,
      { account },
      "Name the wallet with --as.",
    );
  }
}

export const claim: Tool<Options> = {
  name: "claim",
  description: "Pays out the whole balance of the wallet that acts: a distributor's, or the company's share.",
  sends: "holder of a role",
  configure: (made) => made.option("--to <address>", "where to (default: to the wallet itself)", parseAddress),
  async run(task) {
    const { session, options, progress, note } = task;
    const { core, unit } = session;
    const desk = await Desk.open(session, options, undefined, note);
    const { id, current } = await core.idOf(desk.actor.address);
    if (!current) throw new ClaimantUnknown(desk.actor.address);
    const balance = await core.balanceOf(id);
    const { to } = options;
    const performed = await perform(
      desk,
      {
        what: "claims",
        items: balance === 0n ? [] : [id],
        inOrder: true,
        call: async () =>
          encoded(await (to === undefined ? core.claim.populateTransaction() : core.claimTo.populateTransaction(to))),
      },
      progress,
      note,
    );
    const text = `${formatAmount(balance, unit)} of ${id === 1n ? "the company" : `distributor ${id}`}.`;
    return reportCalls(task, desk, performed, {
      title: `Claim ${text}`,
      what: "claims",
      already: balance === 0n ? 1 : 0,
      json: { id, amount: balance, to: to ?? desk.actor.address },
      text: [text],
    });
  },
};

await runIfMain(import.meta.url, claim);
