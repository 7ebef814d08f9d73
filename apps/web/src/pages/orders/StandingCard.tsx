import type { EscrowedSale, PlacedSale } from "@upline/protocol";
import { useTranslation } from "react-i18next";
import { useChain } from "../../chain/use-chain.ts";
import { useNow } from "../../chain/use-now.ts";
import { Amount } from "../../parts/Amount.tsx";
import { Button } from "../../parts/Button.tsx";
import { Card } from "../../parts/Card.tsx";
import { Duration } from "../../parts/Duration.tsx";
import { Lines } from "../../parts/Lines.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Time } from "../../parts/Time.tsx";
import { SourceMark } from "../../verified/SourceMark.tsx";
import { useWallet } from "../../wallet/WalletContext.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import { useWrite } from "../../writes/WritesContext.tsx";
import { orderStep } from "./order-actions.ts";
import { saleIdText } from "./order-path.ts";
import { type OrderAction, type OrderStanding, standingOf, stepsOf } from "./order-standing.ts";
import css from "./orders.module.css";

/** Where an order is: its state, its deadline counting down, its way, and what can be done. */
export function StandingCard({ sale }: { readonly sale: PlacedSale }) {
  const { t } = useTranslation("orders");
  const { account } = useWallet();
  const now = useNow();
  const id = sale.final ? "" : saleIdText(sale.id);
  const { data, error } = useChain(
    ["order", "status", id],
    async ({ client }) => (sale.final ? undefined : client.sale(sale.id)),
    { enabled: !sale.final },
  );
  const isKnown = sale.final || data !== undefined;
  const standing = isKnown ? standingOf(sale, data?.value, now, account) : undefined;
  return (
    <Card
      title={t("standing.title")}
      aside={data === undefined ? undefined : <SourceMark source={{ from: "chain", block: data.block }} />}
    >
      {error === null ? null : <ErrorNotice error={error} />}
      {standing === undefined && error === null ? <Loading /> : null}
      {standing === undefined ? null : <Standing sale={sale} standing={standing} now={now} />}
    </Card>
  );
}

interface StandingProps {
  readonly sale: PlacedSale;
  readonly standing: OrderStanding;
  readonly now: bigint;
}

function Standing({ sale, standing, now }: StandingProps) {
  const { t } = useTranslation("orders");
  const { phase, until, finished, actions } = standing;
  const lines = [
    ...(until === undefined
      ? []
      : [
          { label: t("standing.until"), value: <Time seconds={until} /> },
          { label: t("standing.left"), value: <Duration seconds={until - now} /> },
        ]),
    ...(finished === undefined ? [] : [{ label: t("standing.finished"), value: <Time seconds={finished} /> }]),
  ];
  return (
    <>
      <p data-phase={phase}>
        <strong>{t(`phase.${phase}`)}</strong> {t(`means.${phase}`)}
      </p>
      <ol className={css.steps}>
        {stepsOf(phase).map(({ name, at }) => (
          <li key={name} data-at={at} aria-current={at === "now" ? "step" : undefined}>
            {t(`step.${name}`)} <span className="muted">{t(`at.${at}`)}</span>
          </li>
        ))}
      </ol>
      {lines.length === 0 ? null : <Lines lines={lines} />}
      {sale.final ? null : <Actions sale={sale} actions={actions} />}
    </>
  );
}

function Actions({ sale, actions }: { readonly sale: EscrowedSale; readonly actions: readonly OrderAction[] }) {
  const { t } = useTranslation("orders");
  const write = useWrite();
  const noteOf = (action: OrderAction) =>
    action === "return" ? t(`note.return.${sale.returnKind}`) : t(`note.${action}`);
  if (actions.length === 0) return null;
  const begin = (action: OrderAction) =>
    write({
      title: t(`action.${action}`),
      lines: [
        { label: t("order.id"), value: <bdi dir="ltr">{saleIdText(sale.id)}</bdi> },
        { label: t("order.total"), value: <Amount units={sale.total} /> },
      ],
      notes: noteOf(action),
      steps: [orderStep(action, sale, t(`action.${action}`))],
    });
  return (
    <>
      {actions.map((action) => (
        <div key={action} className={css.action}>
          <p className="muted">{noteOf(action)}</p>
          <Button kind={action === "withdraw" ? "plain" : "main"} onClick={() => begin(action)}>
            {t(`action.${action}`)}
          </Button>
        </div>
      ))}
    </>
  );
}
