// All contracts of a shop, by a bulk operation: Shopify writes them into a file, which costs no points, and says later
// where it is. https://shopify.dev/docs/api/usage/bulk-operations/queries
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { print } from "graphql";
import { Postponed } from "../ask/setbacks.ts";
import type { Talk } from "../ask/talk.ts";
import {
  AllContractsDocument,
  type AllContractsQuery,
  ContractListDocument,
  ListContractsDocument,
} from "../generated/operations.ts";

type Node = AllContractsQuery["subscriptionContracts"]["edges"][number]["node"];
export type ListedContract = Omit<Node, "lines"> & { lines: ListedLine[] };
type ListedLine = Node["lines"]["edges"][number]["node"];

export type ContractList =
  | { kind: "running" }
  /** it has to be begun anew */
  | { kind: "failed"; reason: string }
  | { kind: "written"; createdAt: Date; url: string | null };

const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/** Returns the operation's gid. Throws Postponed. */
export async function beginList(talk: Talk): Promise<string> {
  const { bulkOperationRunQuery: answer } = await talk.send(ListContractsDocument, {
    query: print(AllContractsDocument),
  });
  const id = answer?.bulkOperation?.id;
  if (id) return id;
  const words = answer?.userErrors.map(({ message }) => message).join(" ") ?? "";
  throw new Postponed(`Shopify does not list the contracts now: ${words.slice(0, 200)}`);
}

/** Throws Postponed. */
export async function findList(talk: Talk, id: string): Promise<ContractList> {
  const { node } = await talk.send(ContractListDocument, { id });
  if (!node || !("status" in node)) return { kind: "failed", reason: "Shopify has forgotten its list." };
  switch (node.status) {
    case "COMPLETED":
      return { kind: "written", createdAt: new Date(node.createdAt), url: node.url };
    case "CREATED":
    case "RUNNING":
      return { kind: "running" };
    default:
      return {
        kind: "failed",
        reason: `Shopify did not finish its list (${node.errorCode ?? node.status}).`,
      };
  }
}

/** Contract by contract, as the file is read: a line for each contract, followed by those of its lines. */
export async function* readList(url: string): AsyncGenerator<ListedContract> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (!answer.ok || !answer.body) throw new Postponed(`Shopify's list answered ${answer.status}.`);
  const input = Readable.fromWeb(answer.body as ReadableStream);
  let contract: ListedContract | undefined;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text === "") continue;
    const item = JSON.parse(text) as ListedContract | (ListedLine & { __parentId: string });
    if ("__parentId" in item) contract?.lines.push(item);
    else {
      if (contract) yield contract;
      contract = { ...item, lines: [] };
    }
  }
  if (contract) yield contract;
}
