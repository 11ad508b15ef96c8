// POST https://{shop}/admin/api/2026-10/graphql.json: every query is checked against Shopify's own schema before the
// in-memory shop answers it, so a query that works here is well-formed there.
import express, { type Request, type Response, Router } from "express";
import { type DocumentNode, execute, GraphQLError, getOperationAST, parse, validate } from "graphql";
import type { Clock } from "#app/config/clock.ts";
import { ADMIN_API_VERSION, adminSchema } from "./admin-schema.ts";
import { type Outage, strike } from "./outage.ts";
import { type CallLimits, createBucket, MAX_QUERY_COST, requestedCost } from "./query-cost.ts";
import { resolveField, resolveType } from "./resolve-admin.ts";
import type { ShopData } from "./shop-data.ts";
import type { AccessToken, TokenGrants } from "./token-grants.ts";

interface AdminApi {
  clock: Clock;
  grants: TokenGrants;
  dataOf: (shop: string, scopes: string[]) => ShopData;
  limits?: CallLimits;
  outageOf?: (shop: string) => Outage | undefined;
  onOperation?: (shop: string, name: string, cost: number) => void;
}

interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

type Bucket = ReturnType<typeof createBucket>;

export function adminApi(deps: AdminApi): Router {
  const buckets = new Map<string, Bucket>();
  const bucketOf = (shop: string): Bucket => {
    const bucket = buckets.get(shop) ?? createBucket(deps.clock, deps.limits);
    buckets.set(shop, bucket);
    return bucket;
  };

  async function answer(request: Request, response: Response): Promise<void> {
    const outage = deps.outageOf?.(request.hostname);
    if (outage) return strike(response, outage);
    if (request.params.version !== ADMIN_API_VERSION) return refuse(response, 404, "Not Found");
    const token = deps.grants.find(request.get("x-shopify-access-token") ?? "");
    if (!token || token.shop !== request.hostname) return refuse(response, 401, UNKNOWN_TOKEN);
    if (token.expiresAt === undefined) return refuse(response, 403, NON_EXPIRING_TOKEN);
    const body = request.body as Partial<GraphqlRequest>;
    if (typeof body?.query !== "string") {
      return refuse(response, 400, { query: "Required parameter missing or invalid" });
    }
    const result = await run(deps, token, bucketOf(token.shop), { ...body, query: body.query });
    response.type("application/json").send(JSON.stringify(result));
  }

  return Router().post(
    "/admin/api/:version/graphql.json",
    express.json({ limit: "1mb" }),
    (request, response, next) => {
      answer(request, response).catch(next);
    },
  );
}

const UNKNOWN_TOKEN = "[API] Invalid API key or access token (unrecognized login or wrong password)";
const NON_EXPIRING_TOKEN =
  "[API] Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens.";

const refuse = (response: Response, status: number, errors: unknown) =>
  void response.status(status).json({ errors });

async function run(
  deps: AdminApi,
  token: AccessToken,
  bucket: Bucket,
  request: GraphqlRequest,
): Promise<object> {
  const { schema, access } = adminSchema();
  const checked = check(request.query);
  if (Array.isArray(checked)) return { errors: checked };
  const operation = getOperationAST(checked, request.operationName);
  if (!operation) return failure("No operation named: the document has several or none.", "operationName");

  const variables = request.variables ?? {};
  const cost = requestedCost(schema, checked, operation, variables);
  if (cost > MAX_QUERY_COST) {
    return failure(
      `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
      "MAX_COST_EXCEEDED",
    );
  }
  if (!bucket.take(cost)) return { ...failure("Throttled", "THROTTLED"), ...costs(cost, null, bucket) };

  deps.onOperation?.(token.shop, operation.name?.value ?? "", cost);
  const result = await execute({
    schema,
    document: checked,
    rootValue: deps.dataOf(token.shop, token.scopes),
    contextValue: { scopes: token.scopes, access },
    variableValues: variables,
    operationName: request.operationName,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  return { ...result, ...costs(cost, cost, bucket) };
}

/** The document, or what is wrong with it, in Shopify's form. */
function check(query: string): DocumentNode | object[] {
  try {
    const document = parse(query);
    const errors = validate(adminSchema().schema, document);
    return errors.length === 0 ? document : errors.map((error) => error.toJSON());
  } catch (error) {
    if (error instanceof GraphQLError) return [error.toJSON()];
    throw error;
  }
}

const failure = (message: string, code: string) => ({ errors: [{ message, extensions: { code } }] });

const costs = (requestedQueryCost: number, actualQueryCost: number | null, bucket: Bucket) => ({
  extensions: { cost: { requestedQueryCost, actualQueryCost, throttleStatus: bucket.status() } },
});
