import type { PostOutcome } from "../../http/post.ts";
import type { Judgement } from "./judge-response.ts";

/** What came of sending a delivery once, wherever it went. */
export interface Sent {
  outcome: PostOutcome;
  judgement: Judgement;
  /** the request's headers; of the merchant's own only the names */
  requestHeaders: Record<string, string>;
  /** the time that the receiver asks for before the next attempt, in milliseconds */
  wishMs: number | null;
  /** the receiver is out of breath: it gets fewer requests at a time */
  inTrouble: boolean;
  /** gone: the receiver wants nothing more, ever · final: this delivery cannot succeed · null: it may yet */
  end: "gone" | "final" | null;
}
