import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { WalletButton } from "../wallet/WalletButton.tsx";
import { Navigation } from "./Navigation.tsx";

/** Name, navigation and wallet. */
export function Header() {
  const { t } = useTranslation("common");
  return (
    <header className="header">
      <div className="header-row">
        <Link href="/" className="brand">
          <img src="./icon.svg" alt="" width="28" height="28" />
          <span>
            Upline<span className="visually-hidden">, {t("navigation.home")}</span>
          </span>
        </Link>
        <Navigation />
        <WalletButton />
      </div>
    </header>
  );
}
