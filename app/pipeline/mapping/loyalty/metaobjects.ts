// metaobjects/* of the types, and segments/* of the segments, that the merchant's rules name.
import type { Rules } from "../../../rules/rules-schema.ts";
import type { Payload } from "../../../topics/parse-payload.ts";
import type { MapInput, Mapper } from "../draft.ts";
import { contentHash, gidOf, objectOf, textOf, timeOf } from "../read-payload.ts";
import { type ContentState, type Look, tellCreated, tellUpdated } from "./content-story.ts";
import { type Definition, definitionDraft, type Noun, type Step } from "./definition.ts";
import { fold, isSameName } from "./tier-rank.ts";

const TOPICS = [
  "loyalty/rule_created",
  "loyalty/rule_updated",
  "loyalty/tier_created",
  "loyalty/tier_updated",
];

export const metaobjectCreatedMapper: Mapper = metaobjectMapper("created");
export const metaobjectUpdatedMapper: Mapper = metaobjectMapper("updated");
export const segmentCreatedMapper: Mapper = segmentMapper("created");
export const segmentUpdatedMapper: Mapper = segmentMapper("updated");

function metaobjectMapper(step: Step): Mapper {
  return {
    part: "loyalty_definition",
    makes: TOPICS,
    resource: ({ id, admin_graphql_api_id: gid }) => gidOf("Metaobject", gid ?? id, id) ?? undefined,
    customer: () => null,
    leavesOut: (payload, rules) => (nounOf(payload, rules) ? undefined : "no_rule_for_type"),
    map(input) {
      const noun = nounOf(input.payload, input.rules) ?? "rule";
      return tell(input, { noun, step }, metaobject(input), metaobjectLook(input.payload));
    },
  };
}

function segmentMapper(step: Step): Mapper {
  const resource = ({ id, admin_graphql_api_id: gid }: Payload) =>
    gidOf("Segment", gid ?? id, id) ?? undefined;
  return {
    part: "loyalty_definition",
    makes: TOPICS.slice(2),
    resource,
    customer: () => null,
    leavesOut: (payload, { loyalty }) =>
      loyalty.tiers.some(
        ({ name, segment }) =>
          (segment !== null && segment === resource(payload)) || isSameName(name, textOf(payload.name) ?? ""),
      )
        ? undefined
        : "no_tier_rule",
    map: (input) => tell(input, { noun: "tier", step }, segment(input), segmentLook(input.payload)),
  };
}

function tell(input: MapInput, what: { noun: Noun; step: Step }, definition: Definition, look: Look) {
  const state = input.state as ContentState | null;
  if (what.step === "created") return tellCreated(state, look, [definitionDraft(input, what, definition)]);
  return tellUpdated(state, look, definitionDraft(input, what, definition, `${look.updatedAt}|${look.hash}`));
}

function nounOf(payload: Payload, { loyalty }: Rules): Noun | undefined {
  const type = fold(textOf(payload.type) ?? "");
  const isOneOf = (types: string[]) => types.some((named) => fold(named) === type);
  if (isOneOf(loyalty.rule_types)) return "rule";
  return isOneOf(loyalty.tier_types) ? "tier" : undefined;
}

const metaobject = ({ payload, resource }: MapInput): Definition => ({
  id: resource,
  type: textOf(payload.type) ?? "",
  handle: textOf(payload.handle),
  name: textOf(payload.display_name) ?? textOf(payload.handle),
  fields: objectOf(payload.fields) ?? {},
});

const segment = ({ payload, resource }: MapInput): Definition => ({
  id: resource,
  type: "segment",
  handle: null,
  name: textOf(payload.name),
  fields: { query: textOf(payload.query) },
});

const metaobjectLook = (payload: Payload): Look => ({
  hash: contentHash(payload),
  updatedAt: timeOf(payload.updated_at) ?? 0,
  createdAt: timeOf(payload.created_at),
});

const segmentLook = ({ lastEditDate, ...content }: Payload): Look => ({
  hash: contentHash(content),
  updatedAt: timeOf(lastEditDate) ?? 0,
  createdAt: timeOf(content.creationDate),
});
