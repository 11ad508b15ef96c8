// customer.joined_segment, customer.left_segment, customer.tags_added and customer.tags_removed.
import type { Rules } from "../../../rules/rules-schema.ts";
import type { Payload } from "../../../topics/parse-payload.ts";
import type { Mapper } from "../draft.ts";
import { gidOf } from "../read-payload.ts";
import { tierSignalMapper } from "./customer-loyalty.ts";
import { fold } from "./tier-rank.ts";
import { segmentSource, tagSource } from "./tiers.ts";

const NO_RULE = "no_tier_rule";

export const joinedSegmentMapper: Mapper = segmentMapper(true);
export const leftSegmentMapper: Mapper = segmentMapper(false);
export const tagsAddedMapper: Mapper = tagsMapper(true);
export const tagsRemovedMapper: Mapper = tagsMapper(false);

function segmentMapper(says: boolean): Mapper {
  const segmentsOf = (payload: Payload, rules: Rules) =>
    rules.loyalty.tiers.flatMap(({ segment }) =>
      segment !== null && segment === gidOf("Segment", payload.segment_id, payload.segment_id)
        ? [segment]
        : [],
    );
  return tierSignalMapper(
    {
      resource: ({ customer_id: id }) => gidOf("Customer", id, id) ?? undefined,
      leavesOut: (payload, rules) => (segmentsOf(payload, rules).length > 0 ? undefined : NO_RULE),
    },
    ({ payload, rules }) =>
      segmentsOf(payload, rules).map((segment) => ({ source: segmentSource(segment), says })),
  );
}

function tagsMapper(says: boolean): Mapper {
  return tierSignalMapper(
    {
      resource: ({ customerId, customer_id }) =>
        gidOf("Customer", customerId, customerId ?? customer_id) ?? undefined,
      leavesOut: (payload, rules) => (tierTags(payload, rules).length > 0 ? undefined : NO_RULE),
    },
    ({ payload, rules }) => tierTags(payload, rules).map((tag) => ({ source: tagSource(tag), says })),
  );
}

/** Those of the payload's tags that name a tier. */
function tierTags({ tags }: Payload, { loyalty }: Rules): string[] {
  const given = Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string").map(fold) : [];
  return loyalty.tiers.flatMap(({ tag }) => (tag !== null && given.includes(fold(tag)) ? [tag] : []));
}
