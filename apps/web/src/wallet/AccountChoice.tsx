import { useQuery } from "@tanstack/react-query";
import { COMPANY } from "@upline/protocol";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useChainState } from "../chain/ChainContext.tsx";
import { shortAddress } from "../parts/Address.tsx";
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
  const { t } = useTranslation(["wallet", "common"]);
  const { client } = useChainState().access;
  const id = useId();
  const [chosen, setChosen] = useState<string>();
  const { data, error } = useQuery({
    queryKey: ["accounts", wallet.info.uuid],
    queryFn: async () => {
      const accounts = (await wallet.accounts?.()) ?? [];
      const ids = await Promise.all(accounts.map((account) => client.core.idOf(account)));
      return accounts.map((account, place) => ({ account, id: ids[place]?.current ? ids[place].id : undefined }));
    },
  });
  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return <Loading />;
  const who = (id: bigint | undefined) => {
    if (id === undefined) return "";
    return id === COMPANY ? t("common:navigation.company") : t("common:parts.distributor", { id: String(id) });
  };
  const account = chosen ?? data[0]?.account ?? "";
  return (
    <div className="field">
      <label htmlFor={id}>{t("local.account")}</label>
      <select id={id} value={account} onChange={(event) => setChosen(event.target.value)}>
        {data.map(({ account: one, id: number }, place) => (
          <option key={one} value={one}>
            {[`${place}`, shortAddress(one), who(number)].filter((part) => part !== "").join(" · ")}
          </option>
        ))}
      </select>
      <Button onClick={() => onChoose(account)}>{t("local.use")}</Button>
    </div>
  );
}
