import { useFetcher } from "@remix-run/react";
import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the guide route answers. */
export type GuideAnswer = { kind: "shown" | "dismissed" } | Unavailable;

/** Takes the setup guide out or puts it away. */
export function useGuide() {
  const fetcher = useFetcher<GuideAnswer>({ key: "setup-guide" });
  const turn = (guide: "shown" | "dismissed") =>
    fetcher.submit({ guide }, { method: "post", action: "/app/guide" });
  return {
    show: () => turn("shown"),
    dismiss: () => turn("dismissed"),
    turning: fetcher.state !== "idle",
    unavailable: fetcher.state === "idle" && fetcher.data?.kind === "unavailable",
  };
}
