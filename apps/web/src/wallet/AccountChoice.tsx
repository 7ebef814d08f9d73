import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../parts/Button.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ErrorNotice } from "../writes/ErrorNotice.tsx";
import type { AnnouncedWallet } from "./eip1193.ts";

interface Props {
  readonly wallet: AnnouncedWallet;
  readonly onChoose: (account: string) => void;
}

/** Which account of a wallet that does not ask itself. */
export function AccountChoice({ wallet, onChoose }: Props) {
  const { t } = useTranslation("wallet");
  const id = useId();
  const [chosen, setChosen] = useState<string>();
  const { data, error } = useQuery({
    queryKey: ["accounts", wallet.info.uuid],
    queryFn: () => wallet.accounts?.() ?? Promise.resolve([]),
  });
  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return <Loading />;
  const account = chosen ?? data[0] ?? "";
  return (
    <div className="field">
      <label htmlFor={id}>{t("local.account")}</label>
      <select id={id} value={account} onChange={(event) => setChosen(event.target.value)}>
        {data.map((one, place) => (
          <option key={one} value={one}>
            {`${place}: ${one}`}
          </option>
        ))}
      </select>
      <Button onClick={() => onChoose(account)}>{t("local.use")}</Button>
    </div>
  );
}
