import { useTranslation } from "react-i18next";
import { IndexerNotice } from "../../indexer/IndexerNotice.tsx";
import { useIndexer } from "../../indexer/use-indexed.ts";
import { Card } from "../../parts/Card.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { useWallet } from "../../wallet/WalletContext.tsx";
import { ChainHistory } from "./ChainHistory.tsx";
import { IndexedHistory } from "./IndexedHistory.tsx";

/** What the connected wallet bought. */
export default function OrdersPage() {
  const { t } = useTranslation("orders");
  const { account } = useWallet();
  const { status } = useIndexer();
  return (
    <>
      <h1>{t("title")}</h1>
      <p className="lead">{t("lead")}</p>
      {account === undefined ? (
        <Card>
          <p>{t("connect")}</p>
        </Card>
      ) : (
        <>
          <IndexerNotice />
          {status === "asking" ? <Loading /> : null}
          {status === "answers" ? <IndexedHistory key={account} account={account} /> : null}
          {status === "none" || status === "silent" ? <ChainHistory key={account} account={account} /> : null}
        </>
      )}
    </>
  );
}
