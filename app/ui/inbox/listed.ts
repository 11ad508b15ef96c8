// What the pages about the inbox show, as their routes give it.
import type { EventOrigin } from "../../queries/events-origin.ts";
import type { InboundView } from "../../queries/inbound.ts";
import type { InboundDetail } from "../../queries/inbound-detail.ts";
import type { ReasonGroup } from "./reasons.ts";

/** Why something became no event. */
interface Explained {
  /** a sentence */
  explanation: string;
  /** whether other rules of the shop could map it */
  byRules: boolean;
}

export type ListedInbound = InboundView & Explained & { origin: EventOrigin };

export type ListedReason = ReasonGroup & Explained & { origins: EventOrigin[] };

export interface ShownInbound extends InboundDetail {
  origin: EventOrigin;
  /** null where it became an event, or is about to */
  explanation: string | null;
  byRules: boolean;
}
