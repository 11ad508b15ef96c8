// What the API asks of live streams (live.ts).
import type { ServerResponse } from "node:http";

export interface StreamRequest {
  shopId: string;
  /** empty: every one */
  topics: string[];
  /** also what happened before; `last-event-id` has precedence */
  since: Date | undefined;
}

/** unavailable: the process stops, or the database is away. An open stream has to be served. */
export type Opening =
  | { kind: "open"; serve(response: ServerResponse): void }
  | { kind: "shop_full" | "process_full" | "unavailable" };

export interface Live {
  open(request: StreamRequest): Promise<Opening>;
  /** Ends every stream, and opens no more. */
  close(): void;
}
