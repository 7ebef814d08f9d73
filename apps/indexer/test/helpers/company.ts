import { TestStablecoin__factory, UplineClient } from "@upline/protocol";
import { type ContractTransactionResponse, JsonRpcProvider } from "ethers";
import { type Invented, openInvented } from "../../../../test/helpers/invented.ts";
import { Indexer } from "./indexer.ts";

const SIZE = { people: 40, months: 3, seed: 56 };
export const CHECK_EVERY = 10;

/** An invented company whose story is over, and an indexer that has read it. */
export interface Company {
  readonly chain: Invented;
  readonly provider: JsonRpcProvider;
  readonly client: UplineClient;
  readonly indexer: Indexer;
}

let opened: Promise<Company> | undefined;

/** The company of all files, since its story takes a while to happen. */
export function company(): Promise<Company> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Company> {
  const chain = await openInvented(SIZE);
  // The story gathers a day's transactions in a block; from now on each has its own.
  await chain.network.clock.gather(false);
  const provider = new JsonRpcProvider(chain.url, undefined, { cacheTimeout: -1 });
  const client = UplineClient.connect(chain.core, provider);
  const indexer = await Indexer.start({ endpoint: chain.url, core: chain.core, checkEvery: CHECK_EVERY });
  const made = { chain, provider, client, indexer };
  try {
    await readAll(made, indexer);
    return made;
  } catch (error) {
    provider.destroy();
    await indexer.stop();
    await chain.close();
    throw error;
  }
}

/** Waits until an indexer has read all that there is. */
export async function readAll({ provider, client }: Company, indexer: Indexer): Promise<void> {
  const last = await provider.getBlockNumber();
  const head = await client.core.journalHead();
  await indexer.readTo(head, last - (last % CHECK_EVERY));
  // The tree in memory may be a moment behind.
  await indexer.until<{ asOf: { head: string } }>(
    "/distributors/1/team?limit=1",
    ({ asOf }) => BigInt(asOf.head) === head,
  );
}

/** Somebody buys a piece from a seller, in a block of its own. */
export async function buyPiece(
  { chain, client }: Company,
  seller: bigint,
  campaign: bigint,
): Promise<ContractTransactionResponse> {
  const buyer = (await chain.network.connection.ethers.getSigners()).at(-1);
  if (buyer === undefined) throw new Error("the local network has no accounts");
  const token = TestStablecoin__factory.connect(chain.token, buyer);
  await (await token.faucet(1_000_000_000n)).wait();
  const product = await openProduct(client);
  const order = { seller, campaign, ref: `0x${"00".repeat(32)}`, maxTotal: 1_000_000_000n };
  const lines = [{ product, quantity: 1n }];
  return UplineClient.connect(chain.core, buyer).buy({ ...order, lines }, { approve: true });
}

async function openProduct({ core }: UplineClient): Promise<bigint> {
  for (let number = await core.lastProduct(); number > 0n; --number) {
    if (!(await core.product(number)).closed) return number;
  }
  throw new Error("all products are closed");
}

after(async () => {
  const made = await opened?.catch(() => undefined);
  if (made === undefined) return;
  const { chain, provider, indexer } = made;
  provider.destroy();
  await indexer.stop();
  await chain.close();
});
