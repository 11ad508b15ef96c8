// One conversation with one shop: sends operations within the shop's budget and knows what the shop has granted.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { getOperationAST, print } from "graphql";
import { ClientError, type GraphQLClient, type Variables } from "graphql-request";
import type { Clock } from "../../config/clock.ts";
import type { Rules } from "../../rules/rules-schema.ts";
import { isGranted } from "../webhook-scopes.ts";
import type { CallBudget, Cost, Reply } from "./call-budget.ts";
import { explainFailure } from "./explain-failure.ts";
import type { Memory } from "./memory.ts";
import { isThrottled, usable } from "./read-errors.ts";

export interface Talk {
  shopDomain: string;
  rules: Rules;
  clock: Clock;
  memory: Memory;
  /** whether the shop has granted the scope */
  may(scope: string): boolean;
  /** Shopify says that the scope is not granted after all. Answers whether that is news. */
  forget(scope: string): boolean;
  /** Throws Postponed or ScopeDenied. */
  send<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
}

interface About {
  shopDomain: string;
  rules: Rules;
  clock: Clock;
  memory: Memory;
  budget: CallBudget;
  client: GraphQLClient;
  /** the session's scopes */
  scopes: string[];
}

export function startTalk({ budget, client, scopes, ...about }: About): Talk {
  const granted = new Set(scopes);
  const may = (scope: string) => isGranted(scope, [...granted]);
  return {
    ...about,
    may,
    forget(scope) {
      const write = scope.replace("read_", "write_");
      return [granted.delete(scope), granted.delete(write)].includes(true);
    },
    async send<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): Promise<T> {
      const operation = getOperationAST(document)?.name?.value ?? "";
      const response = await budget.spend(about.shopDomain, operation, () =>
        call(client, print(document), variables),
      );
      return usable(response.data as T | undefined, response.errors ?? [], may);
    },
  };
}

type Response = Pick<ClientError["response"], "data" | "errors" | "extensions">;

async function call(client: GraphQLClient, query: string, variables: Variables): Promise<Reply<Response>> {
  const value = await client.rawRequest<unknown, Variables>(query, variables).catch(responseOf);
  const { cost } = (value.extensions ?? {}) as { cost?: Cost };
  return { value, cost: cost ?? null, isThrottled: isThrottled(value.errors ?? []) };
}

/** Errors of GraphQL come with status 200 and perhaps with data. */
function responseOf(error: unknown): Response {
  if (error instanceof ClientError && error.response.status === 200) return error.response;
  throw explainFailure(error);
}
