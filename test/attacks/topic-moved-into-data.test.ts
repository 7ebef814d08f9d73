import { expect } from "chai";
import { concat, dataSlice } from "ethers";
import { type JournalLog, replay } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { journalOf } from "../helpers/journal.ts";
import { ESCROWED, FINAL, openLine } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";

/**
 * Somebody shows an auditor the very bytes of an event, cut elsewhere: a topic at the beginning of its data, or a word of
 * its data as a topic. A journal that hashed them one after the other would not notice.
 */
describe("attack: a topic moved into the data of an event", () => {
  const loaded = fixture(async () => {
    const { market, line, networkHelpers } = await openLine(2, { plan: plan({ poolShare: 100 }) });
    const seller = line[1]!;
    await market.buy(seller, FINAL);
    const sale = await market.escrow(seller, ESCROWED);
    await market.passWindows();
    await market.settle(sale);
    await market.core.connect(seller.wallet).claim();
    await market.core.setPaused(true);
    const { chainId } = await market.ethers.provider.getNetwork();
    const scope = { ethers: market.ethers, address: market.address, chainId };
    return { networkHelpers, market, scope, logs: await journalOf(scope), head: await market.core.journalHead() };
  });

  const TOPICS = [1, 2, 3, 4];
  const lastIntoData = ({ topics, data }: JournalLog) => ({
    topics: topics.slice(0, -1),
    data: concat([topics.at(-1)!, data]),
  });
  const dataIntoTopics = ({ topics, data }: JournalLog) => ({
    topics: [...topics, dataSlice(data, 0, 32)],
    data: dataSlice(data, 32),
  });

  for (const [what, forge] of Object.entries({
    "its last topic into its data": lastIntoData,
    "the first word of its data into its topics": dataIntoTopics,
  })) {
    it(`gives another head than the core's, whatever the event: ${what}`, async () => {
      const { scope, logs, head } = await loaded();
      expect(replay(logs, scope.chainId, scope.address)).to.equal(head);
      const forged = new Set<number>();
      for (const [i, log] of logs.entries()) {
        if (forge === dataIntoTopics && (log.data.length < 66 || log.topics.length > 3)) continue;
        forged.add(log.topics.length);
        const journal = logs.map((one, k) => (k === i ? { ...one, ...forge(one) } : one));
        expect(replay(journal, scope.chainId, scope.address), `event ${i}`).to.not.equal(head);
      }
      expect([...forged].sort(), "events of every number of topics").to.include.members(
        forge === lastIntoData ? TOPICS : TOPICS.slice(0, 3),
      );
    });
  }
});
