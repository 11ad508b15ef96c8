// One operation of the Admin API, when the shop's budget lets it through.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { type GraphQLError, getOperationAST, print } from "graphql";
import { ClientError, type GraphQLClient, type Variables } from "graphql-request";
import type { CallBudget, Cost, Reply } from "./call-budget.ts";
import { explainFailure } from "./explain-failure.ts";
import { isThrottled } from "./read-errors.ts";

/** Where a shop's calls stand in line. */
export interface Line {
  shopDomain: string;
  client: GraphQLClient;
  budget: CallBudget;
}

/** Errors of GraphQL come with HTTP status 200 and perhaps with data. */
export interface Answered<T> {
  data: T | undefined;
  errors: readonly GraphQLError[];
}

/** Throws Postponed when Shopify does not answer, refuses by HTTP status, or is out of points for long. */
export async function callWithinBudget<T, V extends Variables>(
  { shopDomain, client, budget }: Line,
  document: TypedDocumentNode<T, V>,
  variables: V,
): Promise<Answered<T>> {
  const operation = getOperationAST(document)?.name?.value ?? "";
  const { data, errors = [] } = await budget.spend(shopDomain, operation, () =>
    call(client, print(document), variables),
  );
  return { data: data as T | undefined, errors };
}

type Response = Pick<ClientError["response"], "data" | "errors" | "extensions">;

async function call(client: GraphQLClient, query: string, variables: Variables): Promise<Reply<Response>> {
  const value = await client.rawRequest<unknown, Variables>(query, variables).catch(responseOf);
  const { cost } = (value.extensions ?? {}) as { cost?: Cost };
  return { value, cost: cost ?? null, isThrottled: isThrottled(value.errors ?? []) };
}

function responseOf(error: unknown): Response {
  if (error instanceof ClientError && error.response.status === 200) return error.response;
  throw explainFailure(error);
}
