import { createHash } from "node:crypto";
import type { Transaction } from "../../db/transaction.ts";
import type { ShopFollowUp } from "../events/collect.ts";
import { MAPPERS } from "../mapping/mappers.ts";
import { insertInbound, keyOf } from "./insert-inbound.ts";
import type { ShopContext } from "./shop-context.ts";

/** Names of internal webhooks; nobody outside may send one under such a topic. */
const INTERNAL = "carillon/";

/** Those from which something could come that somebody in the shop chose. */
export const wantedFollowUps = (followUps: ShopFollowUp[], context: ShopContext): ShopFollowUp[] =>
  followUps.filter(({ shopId, topic }) => {
    const topics = (MAPPERS.get(topic) ?? []).flatMap(({ makes }) => makes);
    return context.isChosen(shopId, topics);
  });

/** Puts follow-ups into the inbox; one whose occasion was taken in before changes nothing. */
export async function storeFollowUps(
  tx: Transaction,
  followUps: Omit<ShopFollowUp, "shopId">[],
  triggeredAt: Date,
): Promise<void> {
  const rows = followUps.map(({ shopDomain, topic, key, payload }) => ({
    shopDomain,
    webhookId: `${INTERNAL}${createHash("sha256").update(`${topic}|${key}`).digest("base64url")}`,
    topic,
    eventId: null,
    apiVersion: null,
    triggeredAt,
    body: JSON.stringify(payload),
  }));
  const unique = new Map(rows.map((row) => [keyOf(row), row]));
  if (unique.size > 0) await insertInbound(tx, [...unique.values()]);
}
