// PURE: whose data a test call sends. Merchants take it from real events, and it must go when the customer's goes.
import { idText } from "../../topics/parse-payload.ts";

const PREFIX = "gid://shopify/Customer/";

/** gid of the customer whom the data names; of several the one that stands least deep. null when it names none. */
export function testCustomer(data: Record<string, unknown>): string | null {
  const waiting: [name: string, value: unknown][] = [["", data]];
  for (const [name, value] of waiting) {
    const gid = gidIn(name, value);
    if (gid !== null) return gid;
    if (typeof value === "object" && value !== null && !JSON.isRawJSON(value)) {
      for (const entry of Object.entries(value)) waiting.push(entry);
    }
  }
  return null;
}

/** A gid by itself tells; a number only where it is said to be a customer's. */
function gidIn(name: string, value: unknown): string | null {
  if (typeof value === "string" && value.startsWith(PREFIX)) return gidOf(value.slice(PREFIX.length));
  if (name === "customer_id" || name === "customerId") return gidOf(value);
  if (name !== "customer" || typeof value !== "object" || value === null) return null;
  const { admin_graphql_api_id: given, id } = value as { admin_graphql_api_id?: unknown; id?: unknown };
  return (typeof given === "string" ? gidIn("", given) : null) ?? gidOf(id);
}

function gidOf(id: unknown): string | null {
  const digits = idText(id);
  return digits === null ? null : PREFIX + digits;
}
