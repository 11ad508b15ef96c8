/** A webhook of a story, and what Carillon should make of it. */
export interface Step {
  /** Shopify's topic */
  topic: string;
  body: string;
  /** undefined: nothing may come of it */
  event: { topic: string; resource: string } | undefined;
  /** what may come of it after a gathering */
  later?: { topic: string; resource: string };
  /** sent again under the same webhook id */
  duplicate?: boolean;
}

/** What happens to one resource, in order. */
export type Story = Step[];
