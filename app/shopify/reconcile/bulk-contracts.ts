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
  /** `url`: null when there are no contracts */
  | { kind: "written"; createdAt: Date; url: string | null };

/** The file is not Shopify's list, or not there any more: it has to be made anew. */
export class UnreadableList extends Error {}

const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;
/** Shopify deletes the file seven days after it was written. */
const KEPT_MS = 6 * 24 * 60 * 60_000;

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
  const { createdAt, completedAt, url, objectCount } = node;
  switch (node.status) {
    case "COMPLETED":
      return written({ createdAt, completedAt, url, objectCount }, talk.clock.now());
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

interface Written {
  createdAt: string;
  completedAt: string | null;
  url: string | null;
  /** a number as text */
  objectCount: string;
}

function written({ createdAt, completedAt, url, objectCount }: Written, now: Date): ContractList {
  if (now.getTime() - Date.parse(completedAt ?? createdAt) > KEPT_MS)
    return { kind: "failed", reason: "Shopify's list is too old, and is made anew." };
  if (url === null && Number(objectCount) > 0) return { kind: "failed", reason: UNREADABLE };
  return { kind: "written", createdAt: new Date(createdAt), url };
}

export const UNREADABLE = "Shopify's list could not be read, and is made anew.";

/**
 * Contract by contract, as the file is read: a line for each contract, followed by those of its lines. Throws Postponed
 * or UnreadableList.
 */
export async function* readList(url: string): AsyncGenerator<ListedContract> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
  if (answer.status >= 400 && answer.status < 500) throw new UnreadableList(`HTTP status ${answer.status}`);
  if (!answer.ok || !answer.body) throw new Postponed(`Shopify's list answered ${answer.status}.`);
  const input = Readable.fromWeb(answer.body as ReadableStream);
  let contract: ListedContract | undefined;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text === "") continue;
    const item = parseLine(text);
    if ("__parentId" in item) {
      if (item.__parentId !== contract?.id) throw new UnreadableList("a line without its contract");
      contract.lines.push(item);
    } else {
      if (contract) yield contract;
      contract = { ...item, lines: [] };
    }
  }
  if (contract) yield contract;
}

function parseLine(text: string): ListedContract | (ListedLine & { __parentId: string }) {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableList("a line that is not JSON"); // which may hold data
  }
}
