import { BrowserProvider, type JsonRpcSigner } from "ethers";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { useTranslation } from "react-i18next";
import { useChainState } from "../chain/ChainContext.tsx";
import { useConfig } from "../config/ConfigContext.tsx";
import { Announcements } from "./announcements.ts";
import type { AnnouncedWallet } from "./eip1193.ts";
import { localWallet } from "./local-wallet.ts";
import { switchNetwork } from "./network.ts";
import { remember, remembered } from "./remembered.ts";
import { followSession, openSession, type Session } from "./session.ts";

/** The visitor's wallet, or that he has connected none. */
export interface WalletState {
  /** All that could be connected. */
  readonly wallets: readonly AnnouncedWallet[];
  /** Undefined: pages can be read, not used. */
  readonly session: Session | undefined;
  /** The connected account; undefined: none. */
  readonly account: string | undefined;
  /** Whether a wallet is connected whose chain is another than the programme's. */
  readonly isElsewhere: boolean;
  /** Asks a wallet for its account. @throws What the wallet throws. */
  connect(wallet: AnnouncedWallet, account?: string): Promise<void>;
  /** Forgets the wallet. */
  disconnect(): void;
  /** Asks the wallet to change to the programme's chain. @throws What the wallet throws. */
  changeNetwork(): Promise<void>;
  /** What signs for the connected account. @returns Undefined without a wallet. */
  signer(): Promise<JsonRpcSigner | undefined>;
}

const WalletContext = createContext<WalletState | undefined>(undefined);
const announcements = new Announcements(window);

/** Finds the wallets, keeps one connected, and gives it to everything below. */
export function WalletProvider({ children }: { readonly children: ReactNode }) {
  const config = useConfig();
  const { live } = useChainState();
  const { t } = useTranslation("wallet");
  const announced = useSyncExternalStore(announcements.subscribe, announcements.list);
  const localName = t("local.name");
  const wallets = useMemo(
    () => (config.tryAccounts ? [...announced, localWallet(config, live, localName)] : announced),
    [announced, config, live, localName],
  );
  const [session, setSession] = useState<Session>();
  useReconnect(wallets, session, setSession);
  useFollow(session, setSession);

  const connect = useCallback(async (wallet: AnnouncedWallet, account?: string) => {
    const opened = await openSession(wallet, false, account);
    setSession(opened);
    remember(
      opened && {
        rdns: opened.info.rdns,
        ...(wallet.accounts === undefined ? {} : { account: opened.account }),
      },
    );
  }, []);
  const disconnect = useCallback(() => {
    remember(undefined);
    setSession(undefined);
  }, []);

  const value = useMemo<WalletState>(
    () => ({
      wallets,
      session,
      account: session?.account,
      isElsewhere: session?.chainId !== undefined && session.chainId !== config.chainId,
      connect,
      disconnect,
      async changeNetwork() {
        if (session === undefined) return;
        await switchNetwork(session.provider, config);
        // Not every wallet tells the change by an event.
        const chainId = await session.provider.request({ method: "eth_chainId" });
        setSession((old) => old && { ...old, chainId: BigInt(chainId) });
      },
      async signer() {
        if (session === undefined) return undefined;
        return new BrowserProvider(session.provider, "any", { cacheTimeout: -1 }).getSigner(session.account);
      },
    }),
    [wallets, session, config, connect, disconnect],
  );
  return <WalletContext value={value}>{children}</WalletContext>;
}

/** Connects the wallet of the last visit as soon as it announces itself, without asking. */
function useReconnect(
  wallets: readonly AnnouncedWallet[],
  session: Session | undefined,
  setSession: (session: Session) => void,
): void {
  useEffect(() => {
    const last = remembered();
    const wallet = wallets.find(({ info }) => info.rdns === last?.rdns);
    if (session !== undefined || wallet === undefined) return;
    let over = false;
    openSession(wallet, true, last?.account).then(
      (opened) => {
        if (!over && opened !== undefined) setSession(opened);
      },
      // A locked wallet: the visitor can connect it by himself.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [wallets, session, setSession]);
}

function useFollow(session: Session | undefined, setSession: (next: (old?: Session) => Session | undefined) => void) {
  useEffect(() => {
    if (session === undefined) return;
    return followSession(session, (change) =>
      setSession((old) => {
        if (old === undefined) return undefined;
        if ("account" in change && change.account === undefined) return undefined;
        return {
          ...old,
          account: change.account ?? old.account,
          chainId: "chainId" in change ? change.chainId : old.chainId,
        };
      }),
    );
  }, [session, setSession]);
}

/** The visitor's wallet. */
export function useWallet(): WalletState {
  const wallet = useContext(WalletContext);
  if (wallet === undefined) throw new Error("useWallet needs a WalletProvider above it");
  return wallet;
}
