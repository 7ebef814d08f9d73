import { type EscrowedSale, IUpline__factory, saleStruct, type UplineClient } from "@upline/protocol";
import { expect } from "chai";
import { type Log, type Provider, toBeHex } from "ethers";
import type { IndexerClient } from "../../src/indexer/client.ts";
import { orderStep } from "../../src/pages/orders/order-actions.ts";
import { salesIn } from "../../src/pages/orders/order-path.ts";
import { OrderMissing, type OrderReads, readHistory, readOrders } from "../../src/pages/orders/read-order.ts";
import type { WriteAccess } from "../../src/writes/write.ts";
import { BUYER, CORE, final, placed, settled } from "./invented-sales.ts";

const OTHER = "0x00000000000000000000000000000000000000A0";
const hash = (digit: number) => `0x${String(digit).repeat(64)}`;

/** Block 10: sale 1 and a final one in a transaction; block 20: sale 2, and somebody else's sale 3. */
const LOGS: readonly Log[] = [
  placed(1n, { blockNumber: 10, index: 0, transactionHash: hash(1) }),
  final({ blockNumber: 10, index: 1, transactionHash: hash(1) }),
  settled({ blockNumber: 11, index: 0, transactionHash: hash(4) }),
  placed(2n, { blockNumber: 20, index: 0, transactionHash: hash(2) }),
  placed(3n, { blockNumber: 20, index: 1, transactionHash: hash(3) }, OTHER),
];

interface Filter {
  readonly topics: readonly (string | null)[];
  readonly fromBlock: number;
}

/** A chain with these events, as far as orders are read from it. */
function reads(transactionOf?: (id: string) => string | undefined): OrderReads & { readonly searches: Filter[] } {
  const searches: Filter[] = [];
  const provider = {
    getBlockNumber: () => Promise.resolve(30),
    getBlock: (block: number) => Promise.resolve({ timestamp: block * 100 }),
    getTransactionReceipt(wanted: string) {
      const logs = LOGS.filter(({ transactionHash }) => transactionHash === wanted);
      return Promise.resolve(logs[0] ? { hash: wanted, blockNumber: logs[0].blockNumber, logs } : null);
    },
    getLogs(filter: Filter) {
      searches.push(filter);
      const fits = ({ topics, blockNumber }: Log) =>
        blockNumber >= filter.fromBlock &&
        filter.topics.every((topic, place) => topic === null || topics[place]?.toLowerCase() === topic.toLowerCase());
      return Promise.resolve(LOGS.filter(fits));
    },
  };
  const client = { address: CORE, sale: (id: bigint) => Promise.resolve({ state: "escrowed", deadline: id * 7n }) };
  const indexer = {
    query(_: string, { id }: { id: string }) {
      if (transactionOf === undefined) return Promise.reject(new Error("silent"));
      const transaction = transactionOf(id);
      return Promise.resolve({ sale: transaction === undefined ? null : { transaction } });
    },
  };
  return {
    searches,
    client: client as unknown as UplineClient,
    provider: provider as unknown as Provider,
    firstBlock: 5,
    indexer: indexer as unknown as IndexerClient,
  };
}

const idsOf = (orders: readonly { sale: { final: boolean } }[]) =>
  orders.map(({ sale }) => (sale.final ? "final" : String((sale as EscrowedSale).id)));

describe("reading orders", () => {
  it("shows the one sale of an id, with the time of its block", async () => {
    const [order, ...others] = await readOrders(reads(), { by: "sale", id: 1n });
    expect(others).to.deep.equal([]);
    expect(idsOf([order!])).to.deep.equal(["1"]);
    expect([order?.transaction, order?.block, order?.placedAt]).to.deep.equal([hash(1), 10, 1_000n]);
  });

  it("shows all sales of a transaction", async () => {
    const orders = await readOrders(reads(), { by: "transaction", hash: hash(1) });
    expect(idsOf(orders)).to.deep.equal(["1", "final"]);
  });

  it("asks the indexer where to look, and the chain's events where it does not know", async () => {
    const knowing = reads((id) => (id === toBeHex(2n, 20) ? hash(2) : undefined));
    expect(idsOf(await readOrders(knowing, { by: "sale", id: 2n }))).to.deep.equal(["2"]);
    expect(knowing.searches).to.have.length(0);
    expect(idsOf(await readOrders(knowing, { by: "sale", id: 1n }))).to.deep.equal(["1"]);
    expect(knowing.searches.map(({ fromBlock }) => fromBlock)).to.deep.equal([5]);
  });

  it("does not believe an indexer that names another transaction", async () => {
    const lying = reads(() => hash(2));
    const failure = await readOrders(lying, { by: "sale", id: 1n }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(OrderMissing);
  });

  it("says that there is none", async () => {
    for (const key of [
      { by: "sale", id: 9n } as const,
      { by: "transaction", hash: hash(9) } as const,
      { by: "transaction", hash: hash(4) } as const,
    ]) {
      const failure = await readOrders(reads(), key).catch((error: unknown) => error);
      expect(
        failure,
        JSON.stringify(key, (_, value) => String(value)),
      ).to.be.instanceOf(OrderMissing);
    }
  });

  it("lists what a wallet bought, the latest first, and where each stands", async () => {
    const history = await readHistory(reads(), BUYER);
    expect(idsOf(history)).to.deep.equal(["2", "final", "1"]);
    expect(history.map(({ status }) => status?.deadline)).to.deep.equal([14n, undefined, 7n]);
    expect(idsOf(await readHistory(reads(), OTHER))).to.deep.equal(["3"]);
  });
});

describe("transactions of an order", () => {
  it("pass the sale's values to the function of each action", async () => {
    const core = IUpline__factory.connect(CORE);
    const [sale] = salesIn({ logs: [placed(255n)] }, CORE);
    const access = { client: { core } as unknown as UplineClient } as WriteAccess;
    for (const [action, name] of [
      ["return", "requestReturn"],
      ["withdraw", "withdrawReturn"],
      ["refund", "refund"],
      ["settle", "settle"],
    ] as const) {
      const request = await orderStep(action, sale as EscrowedSale, "label").prepare(access);
      const expected = core.interface.encodeFunctionData(name as "settle", [saleStruct(sale as EscrowedSale)]);
      expect(request?.data, action).to.equal(expected);
      expect(request?.to, action).to.equal(CORE);
    }
  });
});
