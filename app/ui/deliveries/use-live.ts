import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRefresh } from "../refresh/use-refresh.ts";

const EVERY_MS = 5_000;

interface Live {
  on: boolean;
  /** something is being chosen or asked just now */
  paused: boolean;
  /** of the rows that are shown, newest first */
  ids: string[];
}

/** Keeps the newest page up to date. Returns what is to be said of it to those who do not see it. */
export function useLive({ on, paused, ids }: Live): string {
  const { t } = useTranslation("deliveries");
  const newest = useRef(ids[0]);
  const [said, setSaid] = useState("");
  useRefresh(on && !paused, EVERY_MS);

  useEffect(() => setSaid(on ? t("live.on") : ""), [on, t]);

  useEffect(() => {
    const before = newest.current;
    newest.current = ids[0];
    if (!on || before === undefined || before === ids[0]) return;
    const count = ids.indexOf(before);
    setSaid(count > 0 ? t("live.new", { count }) : t("live.manyNew", { count: ids.length }));
  }, [ids, on, t]);

  return said;
}
