// Pays the whole balance of the account that acts out: a distributor's, or the company's share.
import { formatAmount, ProtocolError } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
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
  run: (task) =>
    doOnce(task, undefined, async ({ actor }) => {
      const { core, unit } = task.session;
      const { id, current } = await core.idOf(actor.address);
      if (!current) throw new ClaimantUnknown(actor.address);
      const amount = await core.balanceOf(id);
      const { to = actor.address } = task.options;
      const text = `${formatAmount(amount, unit)} of ${id === 1n ? "the company" : `distributor ${id}`}`;
      return {
        title: `Claim ${text}`,
        what: "claims",
        isDone: amount === 0n,
        call: async () =>
          encoded(
            await (to === actor.address ? core.claim.populateTransaction() : core.claimTo.populateTransaction(to)),
          ),
        json: { id, amount, to },
        text: [`${text}.`],
      };
    }),
};

await runIfMain(import.meta.url, claim);
