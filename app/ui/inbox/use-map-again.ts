import { useFetcher } from "@remix-run/react";
import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the route answers. `count`: how many are mapped again. */
export type MapAgainAnswer =
  | { kind: "queued"; count: number }
  | { kind: "body_gone" | "not_left" | "not_found" }
  | Unavailable;

/** One webhook by its id, or all of a reason. */
export type MapAgainOrder = { id: string } | { reason: string };

/** Has what was not mapped mapped again. */
export function useMapAgain(order: MapAgainOrder) {
  const fetcher = useFetcher<MapAgainAnswer>();
  return {
    mapAgain: () => fetcher.submit({ ...order }, { method: "post", action: "/app/inbox/map-again" }),
    working: fetcher.state !== "idle",
    answer: fetcher.state === "idle" ? fetcher.data : undefined,
  };
}
