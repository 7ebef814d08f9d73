import { type RefObject, useEffect, useRef } from "react";
import { useLocation } from "wouter";

/**
 * Does on a change of page what a browser does for documents: the page begins at its top, is read from its beginning,
 * and its heading is the title of the window.
 * @returns For the element that holds the page.
 */
export function useArrival(): RefObject<HTMLElement | null> {
  const content = useRef<HTMLElement>(null);
  const before = useRef<string>(undefined);
  const [path] = useLocation();
  useEffect(() => {
    const element = content.current;
    if (element === null) return;
    if (before.current !== undefined && before.current !== path) {
      window.scrollTo(0, 0);
      element.focus({ preventScroll: true });
    }
    before.current = path;
    // The page is loaded after its path is there, and its heading can change with the language.
    const name = () => {
      const heading = element.querySelector("h1")?.textContent;
      document.title = heading ? `${heading} · Upline` : "Upline";
    };
    const observer = new MutationObserver(name);
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    name();
    return () => observer.disconnect();
  }, [path]);
  return content;
}
