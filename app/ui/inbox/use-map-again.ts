import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the route answers. `count`: how many are mapped again. */
export type MapAgainAnswer =
  | { kind: "queued"; count: number }
  | { kind: "body_gone" | "not_left" | "not_found" }
  | Unavailable;

/** One webhook by its id, or all of a reason. */
export type MapAgainOrder = { id: string } | { reason: string };

export interface MapAgainCall {
  mapAgain: (order: MapAgainOrder) => void;
  /** the order that is on its way: only one at a time is */
  working: MapAgainOrder | undefined;
  /** of the last one. What was mapped leaves the list, so the page shows this and not the row. */
  answer: MapAgainAnswer | undefined;
}

/** Has what was not mapped mapped again. */
export function useMapAgain(): MapAgainCall {
  const fetcher = useFetcher<MapAgainAnswer>();
  const [order, setOrder] = useState<MapAgainOrder>();
  const idle = fetcher.state === "idle";
  return {
    mapAgain: (next) => {
      if (!idle) return;
      setOrder(next);
      fetcher.submit({ ...next }, { method: "post", action: "/app/events/not-mapped/map-again" });
    },
    working: idle ? undefined : order,
    answer: idle ? fetcher.data : undefined,
  };
}
