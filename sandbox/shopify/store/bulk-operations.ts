// Bulk operations: accepted or refused as by the original, running when first asked for, then written. What is in the
// file makes sandbox/shopify/bulk-results.ts.
// https://shopify.dev/docs/api/usage/bulk-operations/queries
import type { Args } from "./connection.ts";
import type { BulkOperation } from "./records.ts";
import { type State, timeOf } from "./state.ts";

const MOST_AT_ONCE = 5;

export function runBulkQuery(state: State, scopes: string[], { query }: Args) {
  const running = [...state.bulkOperations.values()].filter(({ asked }) => asked < 2);
  const [last] = running;
  if (last && running.length >= MOST_AT_ONCE)
    return refuse(
      "OPERATION_IN_PROGRESS",
      `A bulk query operation for this app and shop is already in progress: ${last.id}.`,
    );
  if (!String(query).includes("edges"))
    return refuse("INVALID", "Bulk queries must contain at least one connection.");
  const operation: BulkOperation = {
    ...{ id: state.newId("BulkOperation"), query: String(query), scopes, createdAt: timeOf(state) },
    ...{ asked: 0, completedAt: null, end: "COMPLETED", file: null },
  };
  state.bulkOperations.set(operation.id, operation);
  return { bulkOperation: answer(state, operation), userErrors: [] };
}

const refuse = (code: string, message: string) => ({
  bulkOperation: null,
  userErrors: [{ field: ["query"], code, message }],
});

export function bulkOperationAnswer(state: State, id: string) {
  const operation = state.bulkOperations.get(id);
  if (!operation) return null;
  operation.asked += 1;
  if (operation.asked >= 2) operation.completedAt ??= timeOf(state);
  return answer(state, operation);
}

/** Of no contracts Shopify writes no file; the sandbox's lists are those of contracts. */
function answer({ shop, contracts }: State, operation: BulkOperation) {
  const { id, query, createdAt, completedAt, asked, end, file } = operation;
  const hasEnded = asked >= 2;
  const isWritten = hasEnded && end === "COMPLETED" && contracts.size > 0 && file !== "none";
  return {
    __typename: "BulkOperation",
    ...{ id, query, createdAt, completedAt: hasEnded ? completedAt : null, type: "QUERY" },
    errorCode: hasEnded && end === "FAILED" ? "INTERNAL_SERVER_ERROR" : null,
    status: asked === 0 ? "CREATED" : hasEnded ? end : "RUNNING",
    objectCount: String(hasEnded ? contracts.size : 0),
    url: isWritten ? `https://${shop}/bulk/${id.split("/").at(-1)}.jsonl` : null,
  };
}
