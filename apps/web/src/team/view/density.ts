import { type RefObject, useLayoutEffect, useState } from "react";

/** How high rows are. */
export const DENSITIES = ["tight", "normal", "wide"] as const;
export type Density = (typeof DENSITIES)[number];

/** Height of a row in pixels, as styles, the visitor's text size and the width of the page make it. */
export function useRowHeight(probe: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(40);
  useLayoutEffect(() => {
    const element = probe.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setHeight(element.getBoundingClientRect().height || 40));
    observer.observe(element);
    return () => observer.disconnect();
  }, [probe]);
  return height;
}
