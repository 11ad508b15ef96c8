import type { CheckOutcome } from "../../endpoints/check-pasted-request.ts";
import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the route that checks a pasted request answers. */
export type CheckAnswer =
  | Exclude<CheckOutcome, { kind: "not_found" }>
  | { kind: "too_large" }
  | { kind: "limited" }
  | Unavailable;
