// What a form of an endpoint held when its merchant followed a link to the rules, so that it is there again when they come
// back. In the memory of this browser tab alone: it may hold a secret or a header's value.
import type { EndpointShape } from "./endpoint-values.ts";

interface Draft {
  /** the form's */
  action: string;
  /** what is stored, as far as the form knows */
  stored: EndpointShape;
  values: EndpointShape;
}

let held: Draft | undefined;

export function holdDraft(draft: Draft): void {
  held = draft;
}

/** Nothing where something else is stored by now: saved, the draft would undo it. */
export const heldDraft = (action: string, stored: EndpointShape): EndpointShape | undefined =>
  held?.action === action && isSame(held.stored, stored) ? held.values : undefined;

export const isSame = (one: EndpointShape, other: EndpointShape): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

export function dropDraft(): void {
  held = undefined;
}
