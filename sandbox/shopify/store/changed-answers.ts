// Lists by the time of the last change: orders, customers, products, contracts. Times are whole seconds, as Shopify's;
// those of customers are searched by whole days.
import { GraphQLError } from "graphql";
import { type Args, connection } from "./connection.ts";

interface Dated {
  id: string;
  createdAt: string;
  updatedAt: string;
}

/** Nothing beyond can be reached by paging: https://shopify.dev/docs/api/usage/limits */
const REACHABLE = 25_000;

/** How exactly a search matches the time of a change. */
type Precision = "second" | "day";

/** `things`: those that a search by time finds, or all; in the order asked for. */
export function changedAnswer<T extends Dated>(
  things: Iterable<T>,
  args: Args,
  answer: (thing: T) => object | null,
  precision: Precision = "second",
) {
  const { query, sortKey, ...paging } = args;
  const keyOf = SORT_KEYS[String(sortKey)];
  if (!keyOf) throw new GraphQLError(`The sandbox sorts this list by ${Object.keys(SORT_KEYS).join(", ")}.`);
  const all = [...things];
  // Bulk operations go through all of it.
  const found = query === undefined ? all : all.filter(search(query, precision));
  const sorted = found
    .map((thing) => ({ thing, key: keyOf(thing) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ thing }) => thing);
  const reachable = query === undefined ? sorted : sorted.slice(0, REACHABLE);
  // A node is made when it is shown, not for the whole list.
  const page = connection(reachable, paging);
  const edges = page.edges.map(({ node, cursor }) => ({ node: answer(node), cursor }));
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}

const numberOf = ({ id }: Dated): number => Number(id.slice(id.lastIndexOf("/") + 1));

const SORT_KEYS: Record<string, (thing: Dated) => string | number> = {
  CREATED_AT: ({ createdAt }) => createdAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
  ID: numberOf,
};

const QUERY = /^(created_at|updated_at):>='([^']+)'(?: AND id:>=(\d+))?$/;

function search(query: unknown, precision: Precision): (thing: Dated) => boolean {
  const [, name, time = "", firstId = "0"] = QUERY.exec(String(query)) ?? [];
  if (!name || Number.isNaN(Date.parse(time)))
    throw new GraphQLError(
      "The sandbox knows searches of the form updated_at:>='2026-11-20T10:00:00Z' AND id:>=1234.",
    );
  const matched = (iso: string) => (precision === "day" ? iso.slice(0, 10) : wholeSecond(iso));
  const since = matched(new Date(time).toISOString());
  return (thing) => {
    const at = name === "created_at" ? thing.createdAt : thing.updatedAt;
    return matched(at) >= since && numberOf(thing) >= Number(firstId);
  };
}

/** As Shopify writes times. */
export const wholeSecond = (iso: string): string => iso.replace(/\.\d+Z$/, "Z");
