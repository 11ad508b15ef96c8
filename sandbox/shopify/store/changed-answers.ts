// Lists by the time of the last change: orders, customers, products, contracts. Times are whole seconds, as Shopify's.
import { GraphQLError } from "graphql";
import { type Args, connection } from "./connection.ts";

interface Dated {
  createdAt: string;
  updatedAt: string;
}

/** Nothing beyond can be reached by paging: https://shopify.dev/docs/api/usage/limits */
const REACHABLE = 25_000;

/** `things`: those that a search by time finds, or all; oldest first. */
export function changedAnswer<T extends Dated>(
  things: Iterable<T>,
  args: Args,
  answer: (thing: T) => object | null,
) {
  const { query, sortKey, ...paging } = args;
  const field = sortKey === "CREATED_AT" ? "createdAt" : "updatedAt";
  if (sortKey !== "CREATED_AT" && sortKey !== "UPDATED_AT")
    throw new GraphQLError("The sandbox sorts this list by CREATED_AT and by UPDATED_AT.");
  const all = [...things].sort((a, b) => (a[field] < b[field] ? -1 : 1));
  // Bulk operations go through all of it.
  const found = query === undefined ? all : all.filter(isSince(query, field)).slice(0, REACHABLE);
  // A node is made when it is shown, not for the whole list.
  const page = connection(found, paging);
  const edges = page.edges.map(({ node, cursor }) => ({ node: answer(node), cursor }));
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}

const QUERY = /^(created_at|updated_at):>='([^']+)'$/;

function isSince(query: unknown, field: keyof Dated): (thing: Dated) => boolean {
  const [, name, time = ""] = QUERY.exec(String(query)) ?? [];
  const wanted = field === "createdAt" ? "created_at" : "updated_at";
  if (name !== wanted || Number.isNaN(Date.parse(time)))
    throw new GraphQLError(`The sandbox knows searches of the form ${wanted}:>='2026-11-20T10:00:00Z'.`);
  const since = wholeSecond(new Date(time).toISOString());
  return (thing) => wholeSecond(thing[field]) >= since;
}

/** As Shopify writes times. */
export const wholeSecond = (iso: string): string => iso.replace(/\.\d+Z$/, "Z");
