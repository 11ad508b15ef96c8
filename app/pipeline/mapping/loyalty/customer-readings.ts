// What the chosen presets say about a customer, from one of Shopify's Events or from an answer.

import { chosenFields } from "../../../rules/chosen-fields.ts";
import type { PresetField } from "../../../rules/presets.ts";
import type { Rules } from "../../../rules/rules-schema.ts";
import type { Payload } from "../../../topics/parse-payload.ts";
import type { Answers, Metafield } from "../questions.ts";
import { gidOf, objectOf, textOf } from "../read-payload.ts";
import { type Reading, readField, type Subject, sourceOf } from "./read-preset.ts";

export interface CustomerReading {
  source: string;
  reading: Reading;
}

/** What can change between two looks and make an event. */
export const MOVING: readonly Subject[] = ["points", "tier", "wallet_pass"];

/** gid of the customer that an Event is about. */
export function eventCustomer({ data, query_variables }: Payload): string | undefined {
  const given = objectOf(objectOf(data)?.customer)?.id ?? objectOf(query_variables)?.customerId;
  return gidOf("Customer", given, null) ?? undefined;
}

/** Why an Event says nothing that a chosen preset reads. */
export function eventLeftOut(payload: Payload, rules: Rules): string | undefined {
  const { query_errors: errors } = payload;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  // Where the query failed, a metafield that is missing may well be there.
  if (hasErrors && !givenMetafield(payload)) return "query_errors";
  return eventFields(payload, rules, MOVING).length > 0 ? undefined : "no_preset_for_metafield";
}

export function eventReadings(payload: Payload, rules: Rules, subject: Subject): CustomerReading[] {
  const metafield = eventMetafield(payload);
  return eventFields(payload, rules, [subject]).map((field) => ({
    source: sourceOf(field),
    reading: readField(metafield ? [metafield] : [], field),
  }));
}

/** An answer tells all metafields there are. */
export function answerReadings({ customer }: Answers, rules: Rules, subject: Subject): CustomerReading[] {
  if (customer?.kind !== "known") return [];
  return chosenFields(rules, "customer", [subject]).map((field) => ({
    source: sourceOf(field),
    reading: readField(customer.value.metafields, field),
  }));
}

/** The chosen fields that an Event's metafield fills. */
export function eventFields(payload: Payload, rules: Rules, subjects: readonly Subject[]): PresetField[] {
  const metafield = eventMetafield(payload);
  return chosenFields(rules, "customer", subjects).filter(
    ({ namespace, key }) => metafield?.namespace === namespace && metafield.key === key,
  );
}

const givenMetafield = ({ data }: Payload): Payload | null =>
  objectOf(objectOf(objectOf(data)?.customer)?.metafield);

/** One that was deleted is null, and only the query's variables tell which it was. */
function eventMetafield(payload: Payload): Metafield | null {
  const given = givenMetafield(payload);
  const variables = objectOf(payload.query_variables);
  const namespace = textOf(given?.namespace ?? variables?.metafieldNamespace);
  const key = textOf(given?.key ?? variables?.metafieldKey);
  if (!namespace || !key) return null;
  return { namespace, key, type: textOf(given?.type) ?? "", value: valueText(given?.value) };
}

function valueText(value: unknown): string {
  if (JSON.isRawJSON(value)) return value.rawJSON;
  return value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}
