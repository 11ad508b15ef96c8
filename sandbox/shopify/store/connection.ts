// Lists as the Admin API gives them: https://shopify.dev/docs/api/usage/pagination-graphql
import { GraphQLError } from "graphql";

export type Args = Record<string, unknown>;

const MOST = 250;
const PAGING = ["first", "after", "reverse"];

/** One page. `known`: arguments that the caller has seen to; any other is an error, because it would be ignored. */
export function connection<T>(items: T[], args: Args, known: string[] = []) {
  const ignored = Object.keys(args).find((name) => ![...PAGING, ...known].includes(name));
  if (ignored) throw new GraphQLError(`The sandbox does not know the argument ${ignored} of this list.`);
  const { first, after, reverse } = args;
  if (typeof first !== "number") {
    throw new GraphQLError("you must provide one of first or last", { extensions: { code: "BAD_REQUEST" } });
  }
  if (first > MOST) throw new GraphQLError(`first cannot exceed ${MOST}`);
  const all = reverse ? items.toReversed() : items;
  const start = typeof after === "string" ? indexOf(after) + 1 : 0;
  const edges = all
    .slice(start, start + first)
    .map((node, index) => ({ node, cursor: cursor(start + index) }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: start + first < all.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const cursor = (index: number) => Buffer.from(`item ${index}`).toString("base64url");

function indexOf(text: string): number {
  const [, index] = /^item (\d+)$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (index === undefined) throw new GraphQLError("Invalid cursor for current pagination sort.");
  return Number(index);
}
