import { COMPANY, PROGRAMME_ROLES } from "@upline/protocol";
import { encodeBytes32String } from "ethers";
import type { ChainAccess } from "../chain/access.ts";
import { useChain } from "../chain/use-chain.ts";
import { useWallet } from "../wallet/WalletContext.tsx";

/** Who the connected wallet is in the programme. */
export interface Roles {
  /** Number of the distributor whose present wallet it is; undefined: of none. */
  readonly distributor: bigint | undefined;
  /** It is the company's wallet or has one of the powers that the company gives. */
  readonly isCompany: boolean;
}

const NOBODY: Roles = { distributor: undefined, isCompany: false };

/** Who the connected wallet is, as of the latest block; nobody while that is read and without a wallet. */
export function useRoles(): Roles {
  const { account } = useWallet();
  const { data } = useChain(["roles", account], (access) => readRoles(access, account ?? ""), {
    enabled: account !== undefined,
  });
  return account === undefined ? NOBODY : (data?.value ?? NOBODY);
}

async function readRoles({ client, lens }: ChainAccess, account: string): Promise<Roles> {
  const [{ id, current }, powers] = await Promise.all([client.core.idOf(account), lens.powers(client.address)]);
  const own = powers.filter(({ holder }) => holder === account).map(({ power }) => power);
  const isOperator = PROGRAMME_ROLES.some((role) => own.includes(encodeBytes32String(role)));
  const distributor = current && id > COMPANY ? id : undefined;
  return { distributor, isCompany: (current && id === COMPANY) || isOperator };
}
