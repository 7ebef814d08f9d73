import { useState } from "react";
import { useTranslation } from "react-i18next";
import { shortAddress } from "../parts/Address.tsx";
import { Button } from "../parts/Button.tsx";
import { ConnectDialog } from "./ConnectDialog.tsx";
import { useWallet } from "./WalletContext.tsx";
import { WalletDialog } from "./WalletDialog.tsx";

/** Connects a wallet, or shows the one that is connected. */
export function WalletButton() {
  const { t } = useTranslation("wallet");
  const { session } = useWallet();
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (session === undefined) {
    return (
      <>
        <Button onClick={() => setOpen(true)}>{t("connect")}</Button>
        {isOpen ? <ConnectDialog onClose={close} /> : null}
      </>
    );
  }
  return (
    <>
      <Button kind="plain" onClick={() => setOpen(true)} aria-label={t("connectedAs", { address: session.account })}>
        {session.info.icon === "" ? null : <img src={session.info.icon} alt="" width="18" height="18" />}
        <bdi dir="ltr">{shortAddress(session.account)}</bdi>
      </Button>
      {isOpen ? <WalletDialog session={session} onClose={close} /> : null}
    </>
  );
}
