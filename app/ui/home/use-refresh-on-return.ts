import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

const OLD_MS = 60_000;

/** Asks for the page's data anew when the merchant comes back to the tab after a while. */
export function useRefreshOnReturn(): void {
  const { revalidate } = useRevalidator();
  const left = useRef<number>();
  useEffect(() => {
    const onChange = () => {
      const isBack = document.visibilityState === "visible";
      if (isBack && left.current !== undefined && performance.now() - left.current > OLD_MS) revalidate();
      left.current = isBack ? undefined : performance.now();
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, [revalidate]);
}
