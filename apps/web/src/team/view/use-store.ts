import { useCallback, useSyncExternalStore } from "react";

/** What counts its changes and tells of them. */
interface Store {
  readonly version: number;
  subscribe(listener: () => void): () => void;
}

/** Draws anew after changes, at most once a frame: many pages of a team may arrive in one. @returns The version. */
export function useStore(store: Store): number {
  const subscribe = useCallback(
    (draw: () => void) => {
      let frame = 0;
      const end = store.subscribe(() => {
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          draw();
        });
      });
      return () => {
        cancelAnimationFrame(frame);
        end();
      };
    },
    [store],
  );
  return useSyncExternalStore(subscribe, () => store.version);
}
