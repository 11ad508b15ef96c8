import type { Unavailable } from "../forms/or-unavailable.ts";

/** What the route that rotates answers. */
export type RotateAnswer =
  /** `secret`: null when it is the merchant's own; `url`: of the endpoint */
  | { kind: "rotated"; secret: string | null; url: string }
  /** `why`: a sentence */
  | { kind: "wrong_secret"; why: string }
  | { kind: "rotation_limit"; limit: number; nextEnd: Date }
  | Unavailable;
