import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";

const EVERY_MS = 3_000;

/** Asks for the page's data anew while `active` and while the tab is seen. */
export function useRefresh(active: boolean, everyMs = EVERY_MS): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!active || state !== "idle") return;
    const timer = setInterval(() => document.visibilityState === "visible" && revalidate(), everyMs);
    return () => clearInterval(timer);
  }, [active, state, revalidate, everyMs]);
}
