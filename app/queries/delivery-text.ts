// What somebody means who types an id into the search of deliveries.
import { isId } from "../db/ids.ts";
import type { DeliveryMatch } from "../db/match-deliveries.ts";

/** What a bare number may be the id of, as the admin's addresses have it. */
const NUMBERED = [
  "Customer",
  "Order",
  "Product",
  "SubscriptionContract",
  "Metaobject",
  "DiscountCodeNode",
  "DiscountAutomaticNode",
] as const;

/** A delivery's or an event's id, a customer's or a resource's: a gid, its number, or the sender's own. */
export function aboutOf(typed: string): Pick<DeliveryMatch, "ids" | "eventId" | "about"> {
  const text = typed.trim();
  if (text === "") return {};
  if (isId("dlv", text)) return { ids: [text] };
  if (isId("evt", text)) return { eventId: text };
  const number = /^#?(\d{1,20})$/.exec(text)?.[1];
  if (number === undefined) return { about: [text] };
  // The number itself as well: senders of events name their resources as they like.
  return { about: [number, ...NUMBERED.map((type) => `gid://shopify/${type}/${number}`)] };
}
