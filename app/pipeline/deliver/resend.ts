import type { Deps } from "../../config/deps.ts";

export type ResendOutcome =
  | { kind: "queued" }
  | { kind: "not_found" }
  | { kind: "in_flight" }
  | { kind: "endpoint_disabled" }
  | { kind: "payload_expired" };

export declare function resend(deps: Deps, shopId: string, deliveryId: string): Promise<ResendOutcome>;
