// The errors that come with an answer of HTTP status 200.
import type { GraphQLError } from "graphql";
import { Postponed, ScopeDenied } from "./setbacks.ts";

/** Protected customer data needs Shopify's approval besides the scope; its refusal names no scope. */
export const UNNAMED_SCOPE = "protected_customer_data";

export const isThrottled = (errors: readonly GraphQLError[]): boolean =>
  errors.some(({ extensions }) => extensions?.code === "THROTTLED");

/**
 * The data, when it can be used. Throws ScopeDenied for a scope that the shop was believed to grant, and when nothing
 * is left; else what is denied is null. Throws Postponed for other errors.
 */
export function usable<T>(
  data: T | undefined,
  errors: readonly GraphQLError[],
  may: (scope: string) => boolean,
): T {
  const [other] = errors.filter((error) => !isDenial(error));
  if (other)
    throw new Postponed(`Shopify did not answer the question: ${other.message.slice(0, 200)}`, {
      concerns: "question",
    });
  const scopes = errors.flatMap(scopesOf);
  const believed = scopes.find(may);
  if (believed) throw new ScopeDenied(believed);
  if (!data || Object.entries(data).every(([field, value]) => field === "shop" || value === null)) {
    if (errors.length > 0) throw new ScopeDenied(scopes[0] ?? UNNAMED_SCOPE);
    if (!data) throw new Postponed("Shopify's answer could not be read.", { concerns: "question" });
  }
  return data;
}

const isDenial = ({ extensions }: GraphQLError) => extensions?.code === "ACCESS_DENIED";

/** Shopify names them in a sentence, in backquotes; any one of them will do. */
function scopesOf({ extensions, message }: GraphQLError): string[] {
  const words = `${extensions?.requiredAccess ?? ""} ${message}`;
  return [...words.matchAll(/`((?:read|write)_\w+)`/g)].map(([, scope]) => scope ?? "");
}
