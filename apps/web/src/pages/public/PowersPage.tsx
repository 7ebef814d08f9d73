import { useTranslation } from "react-i18next";
import { useChain } from "../../chain/use-chain.ts";
import { Address } from "../../parts/Address.tsx";
import { Card } from "../../parts/Card.tsx";
import { Duration } from "../../parts/Duration.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { type Column, Table } from "../../parts/Table.tsx";
import { Time } from "../../parts/Time.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { PublicPage } from "./PublicPage.tsx";
import { isKnown, type Power, readPowers } from "./powers.ts";

const NOBODY = ["code", "sponsor", "cap", "balances"] as const;

/** Every power, its holder and its delay, and what nobody can do. */
export default function PowersPage() {
  const { t } = useTranslation("public");
  const { data, error } = useChain(["public", "powers"], readPowers);
  if (error !== null) return <ErrorNotice error={error} />;
  if (data === undefined) return <Loading />;
  const columns: readonly Column<Power>[] = [
    {
      key: "what",
      head: t("powers.what"),
      cell: ({ name }) => (isKnown(name) ? t(`powers.names.${name}`) : <code>{name}</code>),
    },
    {
      key: "holder",
      head: t("powers.holder"),
      cell: ({ holder, isContract }) => (
        <>
          <Address address={holder} /> {t(isContract ? "powers.contract" : "powers.key")}
        </>
      ),
    },
    {
      key: "delay",
      head: t("powers.delay"),
      cell: ({ delay, from }) => (
        <>
          {delay === 0n ? t("powers.noDelay") : <Duration seconds={delay} />}
          {from === 0n ? null : (
            <>
              {" "}
              · {t("powers.from")} <Time seconds={from} />
            </>
          )}
        </>
      ),
    },
  ];
  return (
    <PublicPage lead={t("powers.lead")}>
      <Card title={t("powers.list")} aside={<SourceMark source={{ from: "chain", block: data.block }} />}>
        <Table
          caption={t("powers.list")}
          columns={columns}
          rows={data.value}
          keyOf={({ name, holder, from }) => `${name} ${holder} ${from}`}
        />
      </Card>
      <Card title={t("powers.nobody")}>
        <ul>
          {NOBODY.map((what) => (
            <li key={what}>{t(`powers.never.${what}`)}</li>
          ))}
        </ul>
      </Card>
    </PublicPage>
  );
}
