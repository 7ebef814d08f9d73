import { expect } from "chai";
import type { EscrowedSale } from "../../../packages/protocol/src/index.ts";
import { push } from "../../../scripts/push.ts";
import { settle } from "../../../scripts/settle.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import type { Member } from "../../helpers/market.ts";
import { DAY } from "../../helpers/programme.ts";
import { ToolBench } from "../../helpers/tools.ts";

const REASON = `0x${"01".repeat(32)}`;

// scripts/settle.ts, scripts/push.ts
// - settle what is due and nothing else; pay balances out, to all, to some, from a least balance on
// - a dry run sends nothing
// - who is held or being recovered is passed over, as long as that lasts
// - who cannot receive keeps his balance, and the exit code tells
// - killed at any transaction and started again, nobody is paid twice and nothing is forgotten

describe("scripts/settle.ts and scripts/push.ts", () => {
  const SALES = 12;
  let bench: ToolBench;
  let line: Member[];
  let sales: EscrowedSale[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await ToolBench.open();
    line = await bench.market.line(8);
    sales = [];
    for (let i = 0; i < SALES; i++) sales.push(await bench.market.escrow(line[i % 8]!));
    await bench.market.passWindows();
    restore = await bench.remember();
  });

  beforeEach(() => restore());
  after(() => bench.close());

  const inAll = (sale: EscrowedSale) => sale.credits.reduce((sum, { amount }) => sum + amount, 0n);
  const credits = () => sales.reduce((sum, sale) => sum + inAll(sale), 0n);
  const held = async () => Promise.all(line.map(({ wallet }) => bench.market.token.balanceOf(wallet)));
  const total = (amounts: readonly bigint[]) => amounts.reduce((sum, amount) => sum + amount, 0n);

  describe("settle", () => {
    it("settles what is due and says what it paid", async () => {
      const late = await bench.market.escrow(line[0]!);
      const { code, stdout, stderr } = await bench.run(settle);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include("✓ 12 sales: done").and.to.include("To distributors");
      for (const { id } of sales) expect((await bench.market.core.saleState(id)).state).to.equal(4n);
      expect((await bench.market.core.saleState(late.id)).state).to.equal(1n);
      expect(total(await bench.market.balancesOf(...line))).to.equal(credits());
    });

    it("sends nothing in a dry run, or where nothing is due", async () => {
      const height = await bench.height();
      const dry = await bench.json(settle, "--dry-run");
      expect(dry).to.include({ mode: "dryRun", done: SALES, credits: `${credits()}` });
      expect(await bench.height()).to.equal(height);
      await bench.run(settle);
      const after = await bench.height();
      expect(await bench.json(settle)).to.deep.include({ done: 0, calls: [] });
      expect(await bench.height()).to.equal(after);
    });

    it("goes on where it was killed", async () => {
      await bench.withGas(130_000n, async () => {
        await bench.kill("scripts/settle.ts", [], { nth: 1, when: "after" });
        await bench.kill("scripts/settle.ts", [], { nth: 2, when: "before" });
        const last = await bench.json(settle);
        expect(Number(last["done"])).to.be.within(1, SALES - 2);
      });
      expect(total(await bench.market.balancesOf(...line))).to.equal(credits());
    });
  });

  describe("push", () => {
    beforeEach(() => bench.run(settle));

    it("pays every balance to its owner's wallet", async () => {
      const before = await held();
      const { code, stdout, stderr } = await bench.run(push);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include("to 8 wallets");
      expect(total(await held()) - total(before)).to.equal(credits());
      expect(total(await bench.market.balancesOf(...line))).to.equal(0n);
      expect(await bench.json(push)).to.include({ done: 0 });
    });

    it("pays only those named, and only from a least balance on", async () => {
      const [first, second] = [line[0]!, line[1]!];
      const [one] = await bench.market.balancesOf(first);
      const only = await bench.json(push, `${first.id}`);
      expect(only).to.include({ done: 1, total: `${one}` });
      const [two] = await bench.market.balancesOf(second);
      const least = `${(two! + 1n) / bench.market.one}.${((two! + 1n) % bench.market.one).toString().padStart(6, "0")}`;
      expect(await bench.json(push, `${second.id}`, "--min", least)).to.include({ done: 0 });
      const wrong = await bench.run(push, "--min", "1,5");
      expect([wrong.code, wrong.stderr]).to.deep.equal([
        2,
        'error: --min is "1,5", expected an amount in TUSD like 25.50, without separators and with at most 6 decimals\n',
      ]);
    });

    it("sends nothing in a dry run, and tells what would become of each", async () => {
      await bench.market.core.connect(line[0]!.wallet).setPushOff(true);
      const height = await bench.height();
      const dry = await bench.json(push, "--dry-run");
      expect(dry).to.deep.include({ mode: "dryRun", done: 7 });
      expect(dry["passedOver"]).to.deep.equal([
        { id: `${line[0]!.id}`, obstacle: "pushOff", balance: `${await bench.market.core.balanceOf(line[0]!.id)}` },
      ]);
      expect((dry["results"] as { result: string }[]).map(({ result }) => result)).to.deep.equal(Array(7).fill("paid"));
      expect(await bench.height()).to.equal(height);
    });

    it("passes over whom a hold or a recovery stops, until it lapses", async () => {
      const { core, networkHelpers, customer } = bench.market;
      const [lost, guardian, stopped] = [line[0]!, line[1]!, line[2]!];
      await core.connect(lost.wallet).setGuardian(guardian.wallet.address, 7 * DAY);
      await core.connect(guardian.wallet).startRecovery(lost.wallet.address, customer.address);
      const until = (await networkHelpers.time.latest()) + 10 * DAY;
      await core.placeHold(stopped.id, until, REASON, REASON);
      const passedOver = async () => {
        const { passedOver: all } = await bench.json(push, "--dry-run");
        return (all as { id: string; obstacle: string }[]).map(({ id, obstacle }) => [BigInt(id), obstacle]);
      };
      const recovering = [lost.id, "recovering"];
      expect(await passedOver()).to.deep.equal([recovering, [stopped.id, "held"]]);
      await networkHelpers.time.increaseTo(until);
      expect(await passedOver()).to.deep.equal([recovering]);
      // 7 days until it is ready, 30 to finish it.
      const { readyAt } = await core.guardianOf(lost.wallet.address);
      await networkHelpers.time.increaseTo(readyAt + BigInt(30 * DAY));
      expect(await passedOver()).to.deep.equal([]);
      await bench.run(push);
      expect(total(await bench.market.balancesOf(...line))).to.equal(0n);
    });

    it("goes on where it was killed", async () => {
      const before = await held();
      await bench.withGas(220_000n, async () => {
        await bench.kill("scripts/push.ts", [], { nth: 1, when: "after" });
        await bench.kill("scripts/push.ts", [], { nth: 2, when: "before" });
        await bench.json(push);
      });
      expect(total(await held()) - total(before)).to.equal(credits());
    });
  });
});
