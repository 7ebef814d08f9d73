import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Runner } from "./runner.ts";

interface Props {
  /** Those whose dialog was closed. */
  readonly runners: readonly Runner[];
  readonly onOpen: (runner: Runner) => void;
  readonly onDrop: (runner: Runner) => void;
}

/** What goes on after its dialog was closed, at the bottom of every page. */
export function WritesUnderWay({ runners, ...rest }: Props) {
  return (
    <div className="under-way" role="status">
      {runners.map((runner, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two writes can have the same title
        <UnderWay key={place} runner={runner} {...rest} />
      ))}
    </div>
  );
}

function UnderWay({ runner, onOpen, onDrop }: Omit<Props, "runners"> & { readonly runner: Runner }) {
  const { t } = useTranslation(["writes", "common"]);
  const { phase } = useSyncExternalStore(runner.subscribe, runner.progress);
  return (
    <div className="under-way-item" data-phase={phase}>
      <button type="button" className="copy" onClick={() => onOpen(runner)}>
        {runner.write.title}
      </button>
      <span>{t(`writes:underWay.${phase}`)}</span>
      {phase === "pending" || phase === "asking" ? null : (
        <button
          type="button"
          className="icon-button"
          aria-label={t("common:parts.close")}
          onClick={() => onDrop(runner)}
        >
          <span aria-hidden="true">✕</span>
        </button>
      )}
    </div>
  );
}
