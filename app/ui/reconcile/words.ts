const NAMES: Record<string, string> = {
  order: "Orders",
  customer: "Customers",
  product: "Products",
  contract: "Subscription contracts",
  billing_attempt: "Billing attempts",
};

export const resourceName = (resource: string): string => NAMES[resource] ?? resource;

/** What the last comparison came to. */
export function foundText({ looked, found }: { looked: number; found: number }): string {
  if (looked === 0) return "Nothing had changed.";
  const changed = `${looked.toLocaleString("en")} changed`;
  if (found === 0) return `${changed}, and webhooks had told of all of it.`;
  return `${changed}; ${found.toLocaleString("en")} ${found === 1 ? "event was" : "events were"} missing and ${found === 1 ? "was" : "were"} sent.`;
}
