import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect } from "chai";
import { metricsText } from "../../../scripts/keeper/health/metrics.ts";
import { Vitals } from "../../../scripts/keeper/health/vitals.ts";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { freePort, healthAt, KeeperBench, until } from "../../helpers/keeping.ts";
import type { Member } from "../../helpers/market.ts";

// scripts/keeper.ts, how it is
// - /health: figures and verdict as JSON, 200 or 503
// - /metrics: Prometheus's text format
// - a line now and then, and each line as JSON for machines
// - an account that is running out of money is a warning
// - help, wrong usage, a port in use, a core that is none

describe("scripts/keeper.ts, how it is", () => {
  let bench: KeeperBench;
  let line: readonly Member[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    bench = await KeeperBench.open();
    line = await bench.market.line(2);
    const snapshot = await bench.market.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });

  beforeEach(async () => {
    await restore();
    bench.endpoint.reset();
  });
  afterEach(() => bench.stopAll());
  after(() => bench.close());

  it("tells who asks", async () => {
    const port = await freePort();
    const get = (path: string, method = "GET") => fetch(`http://127.0.0.1:${port}${path}`, { method });
    await bench.sell(line);
    bench.start(bench.args(bench.newState()), "--health-port", `${port}`, "--push-above", "1");
    await until(async () => (await healthAt(port)).openSales === 2, "it to have read the sales");
    expect((await get("/health")).status).to.equal(200);

    await bench.market.passWindows();
    await until(async () => (await healthAt(port)).pushed === 2, "it to have paid");
    const health = await healthAt(port);
    expect(health).to.include({ healthy: true, settled: 2, pushed: 2, transactions: 2, openSales: 0, dueSales: 0 });
    expect(health).to.include({ behind: 0, refunded: 0, failures: 0, account: bench.accounts[0] });
    expect(health.lastTransaction?.what).to.equal("pushed 74.00 TUSD to 2 wallets");
    expect(BigInt(health.balance) > 0n).to.equal(true);

    const metrics = await get("/metrics?now");
    expect(metrics.headers.get("content-type")).to.equal("text/plain; version=0.0.4");
    const text = await metrics.text();
    expect(text).to.include("# TYPE upline_keeper_settled_total counter\nupline_keeper_settled_total 2\n");
    expect(text)
      .to.include("\nupline_keeper_pushed_units_total 74000000\n")
      .and.to.include("\nupline_keeper_healthy 1\n");
    for (const metric of text.trim().split("\n")) {
      expect(metric).to.match(/^(# (HELP|TYPE) upline_keeper_\w+ .+|upline_keeper_\w+ -?\d+)$/);
    }
    expect([(await get("/")).status, (await get("/health", "POST")).status]).to.deep.equal([404, 405]);
  });

  it("is unwell while a sale stays due that it should have settled", async () => {
    const port = await freePort();
    await bench.sell(line);
    await bench.market.passWindows();
    bench.endpoint.refuse = ({ method }) =>
      method === "eth_estimateGas" ? { code: -32000, message: "not today" } : undefined;
    bench.start(bench.args(bench.newState()), "--health-port", `${port}`, "--patience", "1s");
    await until(async () => (await healthAt(port)).problems.length > 0, "it to be unwell");
    await until(async () => (await healthAt(port)).warnings.length > 0, "it to say why");
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).to.equal(503);
    const { problems, warnings, overdueBy } = await healthAt(port);
    expect(problems.join()).to.match(/2 sales are due, the first for \d+ s/);
    expect(warnings.join()).to.include("not today");
    expect(overdueBy).to.be.greaterThan(86_400);
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).to.include("\nupline_keeper_set_aside 2\n");
  });

  it("says now and then how far it is, for people and for machines", async () => {
    await bench.sell(line);
    const [people, machines] = [
      bench.start(bench.args(bench.newState()), "--status-every", "200ms"),
      bench.start(bench.args(bench.newState()), "--status-every", "200ms", "--json"),
    ];
    await people.says("· 2 open ·");
    await machines.says('"openSales":2');
    expect(people.said).to.match(
      /healthy · block [\d,]+ · 2 open · 0 due · settled 0 · pushed 0\.00 TUSD to 0 · nothing sent yet/,
    );
    const objects = machines.said
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as Record<string, unknown>);
    for (const { time, level, text } of objects)
      expect([typeof time, typeof level, typeof text]).to.deep.equal(["string", "string", "string"]);
    expect(objects.some(({ healthy, dueSales }) => healthy === true && dueSales === 0)).to.equal(true);
  });

  it("warns when its account is running out of money", async () => {
    await bench.market.networkHelpers.setBalance(bench.accounts[0]!, 10n ** 15n);
    const { code, stdout } = await bench.once(bench.args(bench.newState()));
    expect(code).to.equal(0);
    expect(stdout).to.include(`warning: ${bench.accounts[0]} has money for fewer than 10 transactions`);
  });

  it("is described with all its options and metrics", async () => {
    const text = readFileSync("docs/keeper.md", "utf8");
    const { stdout } = await bench.once([], "--help");
    // Those of every tool are described with the tools.
    const common = ["--network", "--core", "--deployment-id", "--from", "--rpc", "--json", "--help"];
    const options = [...stdout.matchAll(/^ +(?:-h, )?(--[\w-]+)/gm)].map(([, option]) => option ?? "");
    expect(options.filter((option) => !common.includes(option) && !text.includes(`${option}\``))).to.deep.equal([]);
    const metrics = metricsText(new Vitals().status(), { healthy: true, problems: [], warnings: [] });
    const names = [...metrics.matchAll(/^upline_keeper_(\w+)/gm)].map(([, name]) => name);
    expect(names.filter((name) => !text.includes(`\`${name}\``))).to.deep.equal([]);
  });

  it("explains itself and refuses wrong usage", async () => {
    const help = await bench.once([], "--help");
    expect(help.code).to.equal(0);
    for (const option of ["--push-above", "--gas-limit", "--max-fee ", "--stuck-after", "--health-port", "--dry-run"]) {
      expect(help.stdout).to.include(option);
    }
    const args = bench.args(bench.newState());
    for (const [option, value, text] of [
      ["--push-every", "1 day", "like 90s, 10m, 12h or 1d"],
      ["--gas-limit", "16777217", "from 100000 to 16777216"],
      ["--max-fee", "-1", "a price in gwei"],
      ["--push-above", "ten", "expected an amount in TUSD"],
      ["--health-port", "0", "from 1 to 65535"],
    ] as const) {
      const { code, stderr } = await bench.once(args, option, value);
      expect(code, option).to.equal(2);
      expect(stderr).to.include(text);
    }
  });

  it("ends with what is wrong with its port, its account or its core", async () => {
    const taken = createServer();
    const port = await freePort();
    await new Promise<void>((resolve) => taken.listen(port, "127.0.0.1", resolve));
    const args = bench.args(bench.newState());
    for (const [more, text] of [
      [["--health-port", `${port}`], "--health-port"],
      [["--as", line[0]!.wallet.address], "is none of the accounts of network localhost"],
      [["--core", line[0]!.wallet.address], "there is no contract at"],
      [["--network", "nowhere"], 'no network "nowhere"'],
    ] as const) {
      const { code, stderr } = await bench.start(args, ...more).ended();
      expect(code, text).to.equal(1);
      expect(stderr).to.include(text);
    }
    taken.close();
  });
});
