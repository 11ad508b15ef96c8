// Filters of webhook subscriptions: Shopify's search syntax over the payload's fields
// (https://shopify.dev/docs/apps/build/webhooks/customize/filters).

const TERM = /^-?[\w.]+:\S+$/;
const CONNECTIVES = ["AND", "OR", "NOT"];

/** Whether every term names its field. Quoted values may hold spaces. */
export function isValidFilter(filter: string): boolean {
  const terms = termsOf(filter);
  return terms.length > 0 && terms.every((term) => TERM.test(term));
}

/** Whether it names a metaobject type; a wildcard names none. */
export const namesType = (filter: string): boolean =>
  termsOf(filter).some((term) => /^type:[^*]+$/.test(term));

const termsOf = (filter: string): string[] =>
  filter
    .replace(/"[^"]*"|'[^']*'/g, (quoted) => quoted.replace(/\s/g, "_"))
    .split(/[\s()]+/)
    .filter((word) => word !== "" && !CONNECTIVES.includes(word));
