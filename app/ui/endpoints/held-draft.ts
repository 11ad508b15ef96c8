// What a form of an endpoint held when its merchant followed a link to the rules, so that it is there again when they come
// back. In the memory of this browser tab alone: it may hold a secret or a header's value.
import type { EndpointShape } from "./endpoint-values.ts";

let held: { action: string; values: EndpointShape } | undefined;

/** `action`: the form's */
export function holdDraft(action: string, values: EndpointShape): void {
  held = { action, values };
}

export const heldDraft = (action: string): EndpointShape | undefined =>
  held?.action === action ? held.values : undefined;

export function dropDraft(): void {
  held = undefined;
}
