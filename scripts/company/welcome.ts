import { Wallet } from "ethers";
import type { Setting } from "../../packages/cli/src/terminal/section.ts";
import { formatAmount } from "../../packages/protocol/src/index.ts";
import type { Endpoint } from "../local/endpoint.ts";
import { privateKey } from "../local/mnemonic.ts";
import { type KnownAccount, paragraph, renderAccount, renderEnd, renderPlace } from "../local/welcome.ts";
import type { Report } from "./main-job.ts";
import { COMPANY_NUMBER } from "./run/wallets.ts";

/** What a customer and somebody new get to try things with, in token units. */
const GIFT = 1_000_000_000n;
/** What everybody gets for gas, in wei. */
const GAS_MONEY = "0x56bc75e2d63100000";
/** The first of the well-known mnemonic's accounts that belongs to nobody. */
const GUEST = 1;

/** An account, with what it is called. */
export interface NamedAccount extends KnownAccount {
  readonly name: string;
  /** Whether it gets something to buy with. */
  readonly buys: boolean;
}

/** Some accounts to begin with: the company, who earned the most, a customer, and somebody new. */
export function accountsToTry({ stage, earnings }: Report): readonly NamedAccount[] {
  const { wallets, programme } = stage;
  const best = Number(earnings.best ?? COMPANY_NUMBER);
  const gift = `has ${formatAmount(GIFT, programme.unit)}`;
  const known = [
    { name: "distributor 1", who: "the company", wallet: wallets.person(COMPANY_NUMBER), buys: false },
    { name: `distributor ${best}`, who: "earned the most", wallet: wallets.person(best), buys: false },
    { name: "customer 1", who: gift, wallet: wallets.of({ customer: 1 }), buys: true },
    { name: "somebody new", who: gift, wallet: new Wallet(privateKey(GUEST)), buys: true },
  ];
  return known.map(({ wallet, ...rest }) => ({ ...rest, address: wallet.address, privateKey: wallet.privateKey }));
}

/** Lets transactions be mined at once again, and gives the accounts what they need. */
export async function makeReady(report: Report): Promise<void> {
  const { network, programme } = report.stage;
  await network.clock.gather(false);
  for (const { address, buys } of accountsToTry(report)) {
    await network.connection.provider.request({ method: "hardhat_setBalance", params: [address, GAS_MONEY] });
    if (buys) await (await programme.stablecoin.mint(address, GIFT)).wait();
  }
}

/** How to go on by hand, for a person at a terminal. */
export function renderWelcome(report: Report, endpoint: Endpoint, setting: Setting): string {
  const { programme, now } = report.stage;
  const place = { endpoint, programme, chainId: report.journal.chainId, now };
  return [
    renderPlace(place, setting),
    "",
    ...accountsToTry(report).map((known) => renderAccount(known.name, known, setting)),
    "",
    paragraph("Anybody can work these keys out from the story's seed: never send anything of value to them.", setting),
    "",
    renderEnd(place, setting),
    "",
  ].join("\n");
}
