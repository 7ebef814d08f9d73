import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../parts/Dialog.tsx";
import { Notice } from "../parts/Notice.tsx";
import { ErrorNotice } from "../writes/ErrorNotice.tsx";
import { AccountChoice } from "./AccountChoice.tsx";
import type { AnnouncedWallet } from "./eip1193.ts";
import { useWallet } from "./WalletContext.tsx";

/** Lists the wallets of this browser and connects the chosen one. */
export function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("wallet");
  const { wallets, connect } = useWallet();
  const [asked, setAsked] = useState<AnnouncedWallet>();
  const [choosing, setChoosing] = useState<AnnouncedWallet>();
  const [error, setError] = useState<unknown>();
  const ask = async (wallet: AnnouncedWallet, account?: string) => {
    setAsked(wallet);
    setError(undefined);
    try {
      await connect(wallet, account);
      onClose();
    } catch (thrown) {
      setError(thrown);
    }
    setAsked(undefined);
  };
  const choose = (wallet: AnnouncedWallet) => {
    if (wallet.accounts === undefined) return void ask(wallet);
    setChoosing(wallet);
  };
  return (
    <Dialog title={t("dialogTitle")} onClose={onClose}>
      <p className="muted">{t("intro")}</p>
      {wallets.length === 0 ? <Notice kind="info">{t("none")}</Notice> : null}
      <ul className="wallets">
        {wallets.map((wallet) => (
          <li key={wallet.info.uuid}>
            <button type="button" className="wallet" onClick={() => choose(wallet)} disabled={asked !== undefined}>
              {wallet.info.icon === "" ? null : <img src={wallet.info.icon} alt="" width="32" height="32" />}
              <span>{wallet.info.name}</span>
            </button>
            {choosing === wallet ? <AccountChoice wallet={wallet} onChoose={(one) => void ask(wallet, one)} /> : null}
          </li>
        ))}
      </ul>
      <div role="status">{asked === undefined ? null : t("connecting", { name: asked.info.name })}</div>
      {error === undefined ? null : <ErrorNotice error={error} />}
    </Dialog>
  );
}
