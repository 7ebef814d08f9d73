import { useTranslation } from "react-i18next";
import { Address } from "../parts/Address.tsx";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import type { Session } from "./session.ts";
import { useWallet } from "./WalletContext.tsx";

/** The connected wallet, with the way to let go of it. */
export function WalletDialog({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const { t } = useTranslation("wallet");
  const { disconnect } = useWallet();
  const letGo = () => {
    disconnect();
    onClose();
  };
  return (
    <Dialog
      title={session.info.name}
      onClose={onClose}
      actions={
        <Button kind="plain" onClick={letGo}>
          {t("disconnect")}
        </Button>
      }
    >
      <p>
        <Address address={session.account} />
      </p>
      <p className="muted">{t("changeAccount")}</p>
    </Dialog>
  );
}
