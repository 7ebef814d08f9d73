import { toBeHex } from "ethers";
import {
  COMPANY,
  distributorSlot,
  formatAmount,
  inBatches,
  Ledger,
  LedgerSaleMissing,
  replay,
  unpackDistributor,
} from "../../packages/protocol/src/index.ts";
import { type Check, checksOf } from "./check.ts";
import type { Programme } from "./programme.ts";
import { readBalance, readUnit } from "./token.ts";

const journal = checksOf("journal");
const money = checksOf("money");

/** That the events that were read are all of them, as they happened. */
export async function checkJournal(programme: Programme): Promise<Check> {
  const { logs, chainId, address, core, block } = programme;
  const [recomputed, onChain] = [replay(logs, chainId, address), await core.journalHead({ blockTag: block })];
  const shown = (head: bigint) => toBeHex(head, 20);
  const faults =
    recomputed === onChain
      ? []
      : [`the events give ${shown(recomputed)}, the core has ${shown(onChain)}: events are missing or changed`];
  return journal.judged("head", faults, `${shown(onChain)}, as the ${logs.length} events give it`);
}

/** That every balance is what the events make it, and the core holds what it owes. */
export async function checkMoney(programme: Programme): Promise<readonly Check[]> {
  const ledger = readLedger(programme);
  if (ledger === undefined) return [money.unchecked("balances", "events are missing, so that they tell of no balance")];
  const unit = await readUnit(programme);
  const shown = (units: bigint) => formatAmount(units, unit);
  return [await checkBalances(programme, ledger, shown), await checkCover(programme, ledger, shown)];
}

function readLedger({ logs }: Programme): Ledger | undefined {
  try {
    return Ledger.from(logs);
  } catch (error) {
    if (error instanceof LedgerSaleMissing) return undefined;
    throw error;
  }
}

type Shown = (units: bigint) => string;

/** Storage words that are read in one call. */
const AT_ONCE = 500;

async function checkBalances(programme: Programme, ledger: Ledger, amount: Shown): Promise<Check> {
  const { core, block } = programme;
  const at = { blockTag: block };
  const last = await core.lastDistributorId(at);
  const faults: string[] = [];
  const compare = (whose: string, found: bigint, told: bigint) => {
    if (found !== told) faults.push(`${whose} is ${amount(found)}, by the events ${amount(told)}`);
  };
  const ids = Array.from({ length: Number(last - COMPANY) }, (_, i) => COMPANY + 1n + BigInt(i));
  for (const batch of inBatches(ids, AT_ONCE)) {
    const words = await core.extsload(batch.map(distributorSlot), at);
    for (const [i, id] of batch.entries()) {
      const { balance } = unpackDistributor(BigInt(words[i] ?? 0));
      compare(`the balance of distributor ${id}`, balance, ledger.balances.get(id) ?? 0n);
    }
  }
  compare("the company's share", await core.balanceOf(COMPANY, at), ledger.balances.get(COMPANY) ?? 0n);
  compare("the pool", await core.poolBalance(at), ledger.pool);
  const shown = faults.length > MOST ? [...faults.slice(0, MOST), `${faults.length - MOST} more`] : faults;
  return money.judged(
    "balances",
    shown,
    `${last} distributors, the company among them, and the pool, as the events say`,
  );
}

/** Differences that are named one by one. */
const MOST = 5;

async function checkCover(programme: Programme, ledger: Ledger, shown: Shown): Promise<Check> {
  const held = await readBalance(programme);
  if (held === undefined) return money.unchecked("cover", "the token does not tell what the core holds");
  const { owed, escrowed, pool } = ledger;
  const parts =
    `${shown(owed - escrowed - pool)} in balances, ${shown(pool)} in the pool, ` + `${shown(escrowed)} in escrow`;
  const sentence = `the core holds ${shown(held)} and owes ${shown(owed)}: ${parts}`;
  return money.judged("cover", held >= owed ? [] : [sentence], sentence);
}
