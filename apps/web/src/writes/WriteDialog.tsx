import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useConfig } from "../config/ConfigContext.tsx";
import { useFormats } from "../language/use-formats.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { Lines } from "../parts/Lines.tsx";
import { Notice } from "../parts/Notice.tsx";
import { TransactionLink } from "../parts/TransactionLink.tsx";
import { SwitchNetwork } from "../wallet/SwitchNetwork.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { WrongNetwork } from "./errors.ts";
import type { Progress, Runner } from "./runner.ts";

/** Shows one write from its summary to its confirmation. */
export function WriteDialog({ runner, onClose }: { readonly runner: Runner; readonly onClose: () => void }) {
  const { t } = useTranslation("writes");
  const progress = useSyncExternalStore(runner.subscribe, runner.progress);
  const { title, lines, notes, steps } = runner.write;
  return (
    <Dialog title={title} onClose={onClose} actions={<Actions runner={runner} progress={progress} onClose={onClose} />}>
      <Lines lines={lines} />
      {notes}
      {steps.length > 1 ? (
        <ol className="steps">
          {steps.map(({ label }, place) => (
            <li key={label} aria-current={place === runner.place ? "step" : undefined}>
              {label}
            </li>
          ))}
        </ol>
      ) : null}
      <div role="status" aria-live="polite">
        <Situation runner={runner} progress={progress} label={t("steps.unnamed")} />
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly runner: Runner;
  readonly progress: Progress;
}

/** Where it stands, in words. */
function Situation({ runner, progress, label }: PartProps & { readonly label: string }) {
  const { t } = useTranslation("writes");
  const { amountOf } = useFormats();
  const { currency } = useConfig();
  const step = runner.write.steps[runner.place];
  switch (progress.phase) {
    case "checking":
      return <p className="muted">{t("checking")}</p>;
    case "ready":
      return (
        <p className="muted">
          {step?.kind === "signature" ? t("readySignature") : t("ready")}
          {progress.fee === undefined
            ? ""
            : ` ${t("fee", { fee: amountOf(progress.fee, { decimals: currency.decimals, symbol: currency.symbol }, 6) })}`}
        </p>
      );
    case "asking":
      return <Notice kind="info">{t("asking", { step: step?.label ?? label })}</Notice>;
    case "pending":
      return (
        <Notice kind={progress.reorganised ? "warning" : "info"}>
          {progress.reorganised ? t("reorganised") : t("pending")} <TransactionLink hash={progress.hash} />
        </Notice>
      );
    case "done":
      return (
        <Notice kind="success">
          {progress.block === undefined ? t("done") : t("confirmed", { block: progress.block })}{" "}
          {progress.hash === undefined ? null : <TransactionLink hash={progress.hash} />}
        </Notice>
      );
    case "replaced":
    case "cancelled":
      return (
        <Notice kind="warning">
          {t(progress.phase)} <TransactionLink hash={progress.hash} />
        </Notice>
      );
    case "failed":
      return <ErrorNotice error={progress.error} />;
  }
}

function Actions({ runner, progress, onClose }: PartProps & { readonly onClose: () => void }) {
  const { t } = useTranslation("writes");
  const step = runner.write.steps[runner.place];
  if (progress.phase === "failed") {
    const isElsewhere = progress.error instanceof WrongNetwork;
    return (
      <>
        <Button kind="plain" onClick={onClose}>
          {t("close")}
        </Button>
        {isElsewhere ? (
          <SwitchNetwork onDone={() => void runner.check()} />
        ) : (
          <Button onClick={() => void runner.check()}>{t("again")}</Button>
        )}
      </>
    );
  }
  const isOpen = progress.phase === "ready" || progress.phase === "checking";
  return (
    <>
      <Button kind="plain" onClick={onClose}>
        {isOpen ? t("cancel") : t("close")}
      </Button>
      {isOpen ? (
        <Button onClick={() => void runner.go()} disabled={progress.phase !== "ready"}>
          {step?.label ?? t("confirm")}
        </Button>
      ) : null}
    </>
  );
}
