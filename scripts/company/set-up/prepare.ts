import { encodeBytes32String, ZeroAddress } from "ethers";
import { type ICatalogue, type INetwork, inBatches } from "../../../packages/protocol/src/index.ts";
import { DAY } from "../../local/time.ts";
import { readHolder } from "../../operator/roles.ts";
import { operationFor } from "../../operator/timelock.ts";
import { OPENING, type Stage } from "../run/stage.ts";

/** People whom one transaction imports: some seven million gas. */
const PEOPLE_AT_ONCE = 100;

/** Brings the network along that existed before; some have no wallet yet. */
export async function importLegacy(stage: Stage): Promise<void> {
  const { address } = stage.wallets.office("importOperator");
  for (const some of inBatches(stage.story.legacy, PEOPLE_AT_ONCE)) {
    const people = some.map(({ person, sponsor, rank, hasWallet }): INetwork.ImportedDistributorStruct => {
      const wallet = hasWallet ? stage.wallets.person(person).address : ZeroAddress;
      return { wallet, sponsor, rank, legacyId: encodeBytes32String(`number ${person}`) };
    });
    const values = [some[0]?.person ?? 0, people] as const;
    await stage.call(address, "import", stage.core.interface.encodeFunctionData("importDistributors", [...values]));
  }
}

/** Adds what the company sells; an arbiter rules over goods. */
export async function addProducts(stage: Stage): Promise<void> {
  const { story, wallets, core } = stage;
  const terms = story.products.map(
    ({ retail, wholesale, volume, returnDays, goods }): ICatalogue.ProductTermsStruct => ({
      retail,
      wholesale,
      volume,
      window: BigInt(returnDays) * DAY,
      kind: goods ? 1n : 0n,
      arbiter: goods ? wallets.office("arbiter").address : ZeroAddress,
    }),
  );
  const codes = story.products.map(({ code }) => encodeBytes32String(code));
  const data = core.interface.encodeFunctionData("addProducts", [terms, codes]);
  await stage.call(wallets.office("catalogueOperator").address, "adding the products", data);
}

/** The timelock opens the programme, proposed as long before as its delay says. */
export async function open(stage: Stage): Promise<void> {
  const { provider } = stage.network.connection.ethers;
  const { core, timelock } = stage.programme;
  const opening = { to: core, data: stage.core.interface.encodeFunctionData("open") };
  const { schedule, execute } = await operationFor(provider, await readHolder(provider, timelock), [opening]);
  if (schedule === undefined) throw new Error("the opening is scheduled already");
  await stage.chain.send({ ...schedule, from: stage.wallets.office("proposer").address, what: "proposing to open" });
  await stage.settleDown();
  await stage.chain.moveTo(OPENING);
  await stage.chain.send({ ...execute, from: stage.wallets.office("keeper").address, what: "opening" });
  await stage.settleDown();
}
