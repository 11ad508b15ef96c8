// A customer whose tier moves: signals from segments, tags and presets, and what comes of them.
import {
  loyaltyCheckMapper,
  loyaltyEventMapper,
  settleLoyalty,
  tierMovedMapper,
} from "../../app/pipeline/mapping/loyalty/customer-loyalty.ts";
import { flowLoyaltyMapper } from "../../app/pipeline/mapping/loyalty/flow-loyalty.ts";
import {
  joinedSegmentMapper,
  leftSegmentMapper,
  tagsAddedMapper,
  tagsRemovedMapper,
} from "../../app/pipeline/mapping/loyalty/tier-signals.ts";
import type { Answers } from "../../app/pipeline/mapping/questions.ts";
import { customerGid, dataOf, openShop, START, type Webhook } from "./run-mapper.ts";

const REGISTRY = {
  mappers: {
    Customer: [loyaltyEventMapper],
    "customer.joined_segment": [joinedSegmentMapper],
    "customer.left_segment": [leftSegmentMapper],
    "customer.tags_added": [tagsAddedMapper],
    "customer.tags_removed": [tagsRemovedMapper],
    "carillon/loyalty_check": [loyaltyCheckMapper],
    "carillon/tier_moved": [tierMovedMapper],
    "carillon/flow_loyalty": [flowLoyaltyMapper],
  },
  settlers: { loyalty: settleLoyalty },
};

export const segmentGid = (id: number) => `gid://shopify/Segment/${id}`;
export const TIERS = [
  { name: "Bronze", segment: segmentGid(1) },
  { name: "Silver", segment: segmentGid(2), tag: "VIP Silver" },
  { name: "Gold", segment: segmentGid(3), tag: "vip-gold" },
];

export const MINUTE = 60_000;
export const time = (second: number) => new Date(Date.parse(START) + second * 1_000).toISOString();

export const joined = (segment: number, second: number): Webhook => ({
  topic: "customer.joined_segment",
  body: { shop_id: "gid://shopify/Shop/1", customer_id: customerGid(), segment_id: segmentGid(segment) },
  triggeredAt: time(second),
});
export const left = (segment: number, second: number): Webhook => ({
  ...joined(segment, second),
  topic: "customer.left_segment",
});
export const tags = (change: "added" | "removed", names: unknown, second: number): Webhook => ({
  topic: `customer.tags_${change}`,
  body: { customerId: customerGid(), tags: names, occurredAt: time(second) },
  triggeredAt: time(second),
});
export const smile = (value: unknown, second: number): Webhook => ({
  topic: "Customer",
  body: {
    data: { customer: { id: customerGid(), metafield: { namespace: "smile", key: "vip_tier_name", value } } },
  },
  triggeredAt: time(second),
});

let runs = 0;

/** What a workflow of Flow reports. */
export function reported(said: Record<string, unknown>, second: number, hops = 1): Webhook {
  runs += 1;
  const run = { run: `run-${runs}`, customer: customerGid(), order: null, answers: null, flow_hops: hops };
  return { topic: "carillon/flow_loyalty", body: { ...run, ...said }, triggeredAt: time(second) };
}

export const facts = (
  metafields: { namespace: string; key: string; type: string; value: string }[] = [],
): Answers => ({
  customer: {
    kind: "known",
    value: {
      ...{
        id: customerGid(),
        email: "ada@example.com",
        firstName: null,
        lastName: null,
        name: null,
        phone: null,
      },
      ...{ tags: [], shopCurrency: "CAD", metafields, storeCredits: [] },
    },
  },
});

export const open = (loyalty: unknown) => openShop(REGISTRY, { rules: { loyalty }, answer: () => facts() });

/** A shop in which these signals have been settled, each group by itself. */
export function settled(groups: Webhook[][], loyalty: unknown = { tiers: TIERS }) {
  const carillon = open(loyalty);
  for (const group of groups) {
    for (const webhook of group) carillon.receive(webhook);
    carillon.wait(MINUTE);
  }
  return carillon;
}

export const moves = (carillon: ReturnType<typeof open>) =>
  carillon.drafts().map((draft) => {
    const { tier, previous_tier } = dataOf(draft);
    return `${draft.topic.slice(8)}: ${previous_tier} to ${tier}`;
  });
