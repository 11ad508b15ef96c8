// One conversation with one shop: sends operations within the shop's budget and knows what the shop has granted.
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import type { GraphQLClient, Variables } from "graphql-request";
import type { Clock } from "../../config/clock.ts";
import type { Rules } from "../../rules/rules-schema.ts";
import { isGranted } from "../webhook-scopes.ts";
import type { CallBudget } from "./call-budget.ts";
import { callWithinBudget } from "./call-within-budget.ts";
import type { Memory } from "./memory.ts";
import { usable } from "./read-errors.ts";

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
  const line = { shopDomain: about.shopDomain, budget, client };
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
      const { data, errors } = await callWithinBudget(line, document, variables);
      return usable(data, errors, may);
    },
  };
}
