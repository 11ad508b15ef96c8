import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { isAlive } from "./is-alive.ts";

const EVERY_MS = 3_000;

/**
 * Asks for the page's data anew while `active` and while the tab is seen. A loader that fails takes the page away, and all
 * that was entered: so nothing is asked for until the server answers.
 */
export function useRefresh(active: boolean, everyMs = EVERY_MS): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!active || state !== "idle") return;
    let over = false;
    let asking = false;
    async function refresh(): Promise<void> {
      if (asking || document.visibilityState !== "visible") return;
      asking = true;
      const alive = await isAlive();
      asking = false;
      if (alive && !over) revalidate();
    }
    const timer = setInterval(refresh, everyMs);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, [active, state, revalidate, everyMs]);
}
