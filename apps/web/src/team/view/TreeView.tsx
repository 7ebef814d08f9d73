import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../language/use-formats.ts";
import { Button } from "../../parts/Button.tsx";
import { ErrorNotice } from "../../writes/ErrorNotice.tsx";
import type { Row } from "../model/branch.ts";
import type { TeamLoader } from "../model/loader.ts";
import type { TeamSource } from "../model/member.ts";
import type { TeamTree } from "../model/tree.ts";
import { Choice } from "./Choice.tsx";
import { DENSITIES, type Density } from "./density.ts";
import { Path } from "./Path.tsx";
import { Search } from "./Search.tsx";
import { TreeGrid, type TreeHandle } from "./TreeGrid.tsx";
import css from "./team.module.css";
import { useStore } from "./use-store.ts";

interface TreeViewProps {
  /** The tree as far as it has been read, and what reads on. */
  readonly team: {
    readonly tree: TeamTree;
    readonly loader: TeamLoader;
    readonly source: TeamSource;
  };
}

const LEVELS = ["1", "2", "3", "all"] as const;
type Levels = (typeof LEVELS)[number];
const levelsOf = (choice: Levels) => (choice === "all" ? Number.POSITIVE_INFINITY : Number(choice));

/** The team as a tree, with search, levels, density and the path to the present row. */
export function TreeView({ team: { tree, loader, source } }: TreeViewProps) {
  const { t } = useTranslation("team");
  useEffect(() => () => loader.stop(), [loader]);
  const version = useStore(tree);
  const grid = useRef<TreeHandle>(null);
  const [density, setDensity] = useState<Density>("normal");
  const [row, setRow] = useState<Row>(tree.top);
  const whole = useWholeTeam(tree, loader);

  const show = useCallback((next: Row) => grid.current?.show(next), []);
  const find = useCallback(async (id: bigint) => show(await loader.find(id)), [loader, show]);
  const openLevels = (choice: Levels) => {
    tree.openLevels(levelsOf(choice));
    show(tree.top);
    whole.ask(choice === "all");
  };

  return (
    <div className={css.view}>
      <div className={css.tools}>
        <Search source={source} onFind={find} />
        <Choice
          label={t("levels.label")}
          options={LEVELS.map((value) => ({ value, text: value === "all" ? t("levels.all") : value }))}
          value={LEVELS.find((choice) => levelsOf(choice) === tree.levels)}
          onChange={openLevels}
        />
        <Choice
          label={t("density.label")}
          options={DENSITIES.map((value) => ({ value, text: t(`density.${value}`) }))}
          value={density}
          onChange={setDensity}
        />
      </div>
      <WholeTeam whole={whole} known={tree.known} people={tree.top.member.people} />
      <Path row={row} onGo={show} />
      <TreeGrid ref={grid} tree={tree} version={version} loader={loader} density={density} onRow={setRow} />
      <p id="team-keys" className={css.hint}>
        {t("tree.keys")}
      </p>
    </div>
  );
}

interface Whole {
  readonly isReading: boolean;
  readonly error: unknown;
  /** Begins to read the whole team, or stops. */
  ask(wanted: boolean): void;
}

/** Reads the whole team when all levels are asked for. */
function useWholeTeam(tree: TeamTree, loader: TeamLoader): Whole {
  const [reading, setReading] = useState<AbortController>();
  const [error, setError] = useState<unknown>();
  useEffect(() => () => reading?.abort(), [reading]);
  const ask = (wanted: boolean) => {
    setError(undefined);
    if (!wanted || tree.known > tree.top.member.people) return setReading(undefined);
    const stop = new AbortController();
    setReading(stop);
    loader
      .loadAll(stop.signal)
      .catch((reason: unknown) => {
        if (!stop.signal.aborted) setError(reason);
      })
      .finally(() => setReading((now) => (now === stop ? undefined : now)));
  };
  return { isReading: reading !== undefined, error, ask };
}

interface WholeTeamProps {
  readonly whole: Whole;
  readonly known: number;
  readonly people: number;
}

function WholeTeam({ whole, known, people }: WholeTeamProps) {
  const { t } = useTranslation(["team", "common"]);
  const { number } = useFormats();
  if (whole.error !== undefined) {
    return (
      <div className={css.whole}>
        <ErrorNotice error={whole.error} />
        <Button kind="plain" onClick={() => whole.ask(true)}>
          {t("common:parts.again")}
        </Button>
      </div>
    );
  }
  if (!whole.isReading) return null;
  return (
    <div className={css.whole}>
      <progress value={known} max={people + 1} aria-label={t("whole.label")} />
      <span>{t("whole.read", { known: number(known), people: number(people + 1) })}</span>
      <Button kind="plain" onClick={() => whole.ask(false)}>
        {t("whole.stop")}
      </Button>
    </div>
  );
}
