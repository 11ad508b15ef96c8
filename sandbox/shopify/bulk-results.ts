// GET https://{shop}/bulk/{number}.jsonl: what a bulk operation found. A line for each object of a connection, those
// within another one after it and with its id. Shopify serves it from a host of its own.
import { Router } from "express";
import { type DocumentNode, execute, Kind, parse, visit } from "graphql";
import { adminSchema } from "./admin-schema.ts";
import { resolveField, resolveType } from "./resolve-admin.ts";
import type { ShopData } from "./shop-data.ts";
import type { BulkOperation } from "./store/records.ts";
import type { StoreOf } from "./stores.ts";

type Json = Record<string, unknown>;

const PAGE = 250;

export function bulkResults(storeOf: StoreOf): Router {
  return Router().get("/bulk/:number.jsonl", async (request, response) => {
    const store = storeOf(request.hostname);
    const operation = store.state.bulkOperations.get(`gid://shopify/BulkOperation/${request.params.number}`);
    if (!operation || operation.file === "none") return void response.status(404).send("");
    if (operation.file) return void response.status(operation.file.status).send(operation.file.text);
    response.type("application/jsonl");
    try {
      for await (const line of linesOf(store.data(operation.scopes), operation))
        response.write(`${JSON.stringify(line)}\n`);
      response.end();
    } catch (error) {
      response.destroy(error as Error); // half a file is none
    }
  });
}

/** A bulk query names no pages: it gets them here. */
async function* linesOf(data: ShopData, { query, scopes }: BulkOperation): AsyncGenerator<Json> {
  const { schema, access } = adminSchema();
  const document = withPages(parse(query));
  let after: string | null = null;
  do {
    const result = await execute({
      ...{ schema, document, rootValue: data, contextValue: { scopes, access } },
      ...{ variableValues: { after }, fieldResolver: resolveField, typeResolver: resolveType },
    });
    if (result.errors?.[0]) throw result.errors[0];
    const [root] = Object.values(result.data as Record<string, Connection>);
    yield* flatten(root);
    after = root?.pageInfo?.hasNextPage ? root.pageInfo.endCursor : null;
  } while (after !== null);
}

interface Connection {
  edges: { node: Json }[];
  pageInfo?: { hasNextPage: boolean; endCursor: string };
}

function* flatten(connection: Connection | undefined, parent?: unknown): Generator<Json> {
  for (const { node } of connection?.edges ?? []) {
    const entries = Object.entries(node);
    const isConnection = ([, value]: [string, unknown]) =>
      Array.isArray((value as Partial<Connection> | null)?.edges);
    yield {
      ...Object.fromEntries(entries.filter((entry) => !isConnection(entry))),
      ...(parent !== undefined && { __parentId: parent }),
    };
    for (const [, inner] of entries.filter(isConnection)) yield* flatten(inner as Connection, node.id);
  }
}

const PAGE_INFO = "pageInfo { hasNextPage endCursor }";

function withPages(document: DocumentNode): DocumentNode {
  const { definitions } = parse(
    `query Paged($after: String) { root(first: ${PAGE}, after: $after) { ${PAGE_INFO} } }`,
  );
  const [paged] = definitions;
  if (paged?.kind !== Kind.OPERATION_DEFINITION) throw new Error("the pages are a query");
  const [root] = paged.selectionSet.selections;
  if (root?.kind !== Kind.FIELD) throw new Error("the root is a field");
  return visit(document, {
    OperationDefinition: (node) => ({ ...node, variableDefinitions: paged.variableDefinitions }),
    Field(node, _key, _parent, path) {
      const selections = node.selectionSet?.selections ?? [];
      if (!selections.some((one) => one.kind === Kind.FIELD && one.name.value === "edges")) return undefined;
      const isRoot = path.filter((part) => part === "selectionSet").length === 1;
      return {
        ...node,
        arguments: root.arguments?.slice(0, isRoot ? 2 : 1) ?? [],
        selectionSet: {
          kind: Kind.SELECTION_SET,
          selections: [...selections, ...(isRoot ? (root.selectionSet?.selections ?? []) : [])],
        },
      };
    },
  }) as DocumentNode;
}
