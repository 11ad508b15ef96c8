import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY_MS = 2_000;

/** Loads the page's data again and again while something is under way, as long as somebody looks at it. */
export function useProgress(isRunning: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => {
      if (!document.hidden) revalidate();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, revalidate]);
}
