// Lists by the time of the last change: orders, customers, products, contracts. Times are whole seconds, as Shopify's.
import { GraphQLError } from "graphql";
import { type Args, connection } from "./connection.ts";

interface Dated {
  createdAt: string;
  updatedAt: string;
}

/** Nothing beyond can be reached by paging: https://shopify.dev/docs/api/usage/limits */
const REACHABLE = 25_000;

/** `since`: by creation or by the last change. Oldest first. */
export function changedAnswer<T extends Dated>(
  things: Iterable<T>,
  args: Args,
  answer: (thing: T) => object | null,
) {
  const { query, sortKey, ...paging } = args;
  const field = sortKey === "CREATED_AT" ? "createdAt" : "updatedAt";
  if (sortKey !== "CREATED_AT" && sortKey !== "UPDATED_AT")
    throw new GraphQLError("The sandbox sorts this list by CREATED_AT and by UPDATED_AT.");
  const since = readSince(query, field);
  const found = [...things]
    .filter((thing) => wholeSecond(thing[field]) >= since)
    .sort((a, b) => (a[field] < b[field] ? -1 : 1));
  // A node is made when it is shown, not for the whole list.
  const page = connection(found.slice(0, REACHABLE), paging);
  const edges = page.edges.map(({ node, cursor }) => ({ node: answer(node), cursor }));
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}

const QUERY = /^(created_at|updated_at):>='([^']+)'$/;

function readSince(query: unknown, field: keyof Dated): string {
  const [, name, time = ""] = QUERY.exec(String(query ?? "")) ?? [];
  const wanted = field === "createdAt" ? "created_at" : "updated_at";
  if (name !== wanted || Number.isNaN(Date.parse(time)))
    throw new GraphQLError(`The sandbox knows searches of the form ${wanted}:>='2026-11-20T10:00:00Z'.`);
  return wholeSecond(new Date(time).toISOString());
}

/** As Shopify writes times. */
export const wholeSecond = (iso: string): string => iso.replace(/\.\d+Z$/, "Z");
