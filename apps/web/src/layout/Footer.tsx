import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useChainState } from "../chain/ChainContext.tsx";
import { useConfig } from "../config/ConfigContext.tsx";
import { LANGUAGES } from "../language/languages.ts";
import { chooseLanguage } from "../language/start.ts";
import { useFormats } from "../language/use-formats.ts";
import { Address } from "../parts/Address.tsx";
import { chooseTheme, chosenTheme, THEMES, type Theme } from "./theme.ts";

/** Where the programme is, and the visitor's choices. */
export function Footer() {
  const { t, i18n } = useTranslation("common");
  const { core, chainName } = useConfig();
  const { latest } = useChainState();
  const { number } = useFormats();
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (chosen: Theme) => {
    chooseTheme(chosen);
    setTheme(chosen);
  };
  return (
    <footer className="footer">
      <p>
        {t("footer.programme")} <Address address={core} /> · {chainName} ·{" "}
        {t("footer.block", { block: number(latest.number) })}
      </p>
      <p>{t("footer.promise")}</p>
      <div className="choices">
        <label>
          {t("language.label")}{" "}
          <select value={i18n.resolvedLanguage} onChange={(event) => void chooseLanguage(event.target.value)}>
            {LANGUAGES.map(({ code, name }) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("theme.label")}{" "}
          <select value={theme} onChange={(event) => choose(event.target.value as Theme)}>
            {THEMES.map((one) => (
              <option key={one} value={one}>
                {t(`theme.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </footer>
  );
}
