import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the headers route answers. */
export type HeaderAnswer =
  | { kind: "set" }
  | { kind: "removed" }
  /** by field: name, value */
  | { kind: "refused"; errors: Record<string, string[]> }
  | Unavailable;
