import { useSyncExternalStore } from "react";
import type { ChartColours } from "./chart-options.ts";

const SERIES = ["--series-1", "--series-2", "--series-3", "--series-4"] as const;

let known: ChartColours | undefined;

/** The page's colours for what cannot be coloured by CSS; other ones after a change of the theme. */
export function useColours(): ChartColours {
  return useSyncExternalStore(subscribe, () => {
    known ??= read();
    return known;
  });
}

function subscribe(onChange: () => void): () => void {
  const changed = () => {
    known = undefined;
    onChange();
  };
  const media = matchMedia("(prefers-color-scheme: dark)");
  const observer = new MutationObserver(changed);
  media.addEventListener("change", changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  // It may have changed while nobody looked.
  known = undefined;
  return () => {
    media.removeEventListener("change", changed);
    observer.disconnect();
  };
}

/** A variable's own text is `light-dark(…)`; an element's colour is what it comes to. */
function read(): ChartColours {
  const probe = document.createElement("span");
  document.body.append(probe);
  const colour = (variable: string) => {
    probe.style.color = `var(${variable})`;
    return getComputedStyle(probe).color;
  };
  const colours = {
    text: colour("--text-soft"),
    line: colour("--line"),
    surface: colour("--surface"),
    series: SERIES.map(colour),
  };
  probe.remove();
  return colours;
}
