import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { useRefresh } from "./use-refresh.ts";

const OLD_MS = 60_000;
const EVERY_MS = 500;

/** Asks for the page's data anew when the merchant comes back to the tab after a while, until it has come. */
export function useRefreshOnReturn(): void {
  const { state } = useRevalidator();
  const left = useRef<number>();
  const [isOld, setIsOld] = useState(false);
  useRefresh(isOld, EVERY_MS);
  useEffect(() => {
    if (state === "loading") setIsOld(false);
  }, [state]);
  useEffect(() => {
    const onChange = () => {
      const isBack = document.visibilityState === "visible";
      if (isBack && left.current !== undefined && performance.now() - left.current > OLD_MS) setIsOld(true);
      left.current = isBack ? undefined : performance.now();
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
}
