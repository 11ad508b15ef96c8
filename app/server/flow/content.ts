// What a run says: an event of a topic, or how a contract or a customer's loyalty is now.
import type { FlowRun } from "../../pipeline/inbox/accept-flow-run.ts";
import type { Data } from "./read-data.ts";
import type { Wrong } from "./wrong.ts";

export interface Given {
  data: Exclude<Data, Wrong>;
  /** gid */
  customer: string | null;
  /** gid */
  order: string | null;
  now: Date;
}

export type Content =
  | ({ kind: "content" } & Pick<FlowRun, "topic" | "customer" | "about" | "content" | "mayBeGone">)
  | Wrong;
