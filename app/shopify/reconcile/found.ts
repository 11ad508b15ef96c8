import type { Payload } from "../../topics/parse-payload.ts";

/** The resource as a webhook shows it, as far as the Admin API tells it. */
export interface Found {
  /** gid */
  id: string;
  payload: Payload;
  /** of an order: when the payment that paid for it was made; null while it is not paid */
  paidAt?: string | null;
  /** of an order: when the last goods went out */
  fulfilledAt?: string | null;
}
