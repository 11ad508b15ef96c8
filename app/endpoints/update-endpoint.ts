import type { Prisma } from "@prisma/client";
import type { Deps } from "../config/deps.ts";
import { isId } from "../db/ids.ts";
import type { Seal } from "../signing/seal.ts";
import { urlProblem } from "./check-url.ts";
import { ALL_TOPICS, type EndpointChanges, headersProblem } from "./endpoint-fields.ts";
import { endpointVersion, type Replaced } from "./endpoint-version.ts";
import { mergeHeaders } from "./merge-headers.ts";
import { openHeaders, sealHeaders } from "./sealed-fields.ts";
import { THERE_IS_ONE, urlKey } from "./url-list.ts";

export type UpdateOutcome =
  | { kind: "updated" }
  | { kind: "invalid"; errors: Record<string, string[]> }
  | { kind: "not_found" }
  /** it is another one than the changes were made of */
  | { kind: "changed_meanwhile" };

export interface EndpointUpdate extends EndpointChanges {
  /** refuses a URL that another endpoint has: in the panel one URL is one endpoint, for the API it is not */
  urlOnce?: boolean | undefined;
  /** the version that the changes were made of, which then are a form's: all that it replaces; undefined replaces any */
  loaded?: string | undefined;
}

/** Changes what an endpoint is set to. `changes` have passed the schemas of endpoint-fields. */
export async function updateEndpoint(
  { prisma, env, seal }: Pick<Deps, "prisma" | "env" | "seal">,
  shopId: string,
  id: string,
  changes: EndpointUpdate,
): Promise<UpdateOutcome> {
  if (!isId("ep", id)) return { kind: "not_found" };
  const problem = changes.url === undefined ? undefined : await urlProblem({ env }, changes.url);
  if (problem) return { kind: "invalid", errors: { url: [problem] } };

  return prisma.$transaction(async (tx): Promise<UpdateOutcome> => {
    const taken =
      changes.urlOnce && changes.url !== undefined && (await isTaken(tx, shopId, id, changes.url));
    if (taken) return { kind: "invalid", errors: { url: [THERE_IS_ONE] } };
    // Two changes of different headers at once must both count.
    const [locked] = await tx.$queryRaw<{ headers: string | null }[]>`
      select headers from endpoint
      where id = ${id} and shop_id = ${shopId} and flow_trigger is null and deleted_at is null for no key update`;
    if (!locked) return { kind: "not_found" };
    if (await isChanged(tx, id, changes)) return { kind: "changed_meanwhile" };
    const headers = changedHeaders(seal, id, locked.headers, changes.headers);
    if (headers.kind === "invalid") return headers;
    await tx.endpoint.update({
      where: { id, shopId },
      data: {
        ...plainFields(changes),
        ...(headers.kind === "changed" && { headers: headers.sealed }),
        ...(changes.topics && {
          topics: newTopics(changes.topics),
          allTopics: changes.topics.includes(ALL_TOPICS),
        }),
      },
    });
    return { kind: "updated" };
  });
}

/** What is stored already may be saved once more: by a merchant who never saw the first answer. */
async function isChanged(
  tx: Prisma.TransactionClient,
  id: string,
  { loaded, ...changes }: EndpointUpdate,
): Promise<boolean> {
  if (loaded === undefined) return false;
  const row = await tx.endpoint.findUniqueOrThrow({ where: { id }, include: { topics: true } });
  const names = row.topics.map(({ topic }) => topic);
  const stored: Replaced = { ...row, topics: row.allTopics ? [ALL_TOPICS, ...names] : names };
  const wanted: Replaced = {
    url: changes.url ?? stored.url,
    description: changes.description ?? stored.description,
    topics: changes.topics ?? stored.topics,
    rateLimit: changes.rateLimit === undefined ? stored.rateLimit : changes.rateLimit,
    weeklyCheck: changes.weeklyCheck ?? stored.weeklyCheck,
  };
  return ![loaded, endpointVersion(wanted)].includes(endpointVersion(stored));
}

/** Locks the shop first, as whatever adds an endpoint does. One that shared its URL before may keep it; of one that is
 * not the shop's nothing is said here. */
async function isTaken(
  tx: Prisma.TransactionClient,
  shopId: string,
  id: string,
  url: string,
): Promise<boolean> {
  await tx.$executeRaw`select from shop where id = ${shopId} for no key update`;
  const endpoints = await tx.endpoint.findMany({
    where: { shopId, flowTrigger: null, deletedAt: null },
    select: { id: true, url: true },
  });
  const same = endpoints
    .filter((endpoint) => urlKey(endpoint.url) === urlKey(url))
    .map((endpoint) => endpoint.id);
  const isOurs = endpoints.some((endpoint) => endpoint.id === id);
  return isOurs && same.length > 0 && !same.includes(id);
}

const plainFields = ({
  url,
  description,
  rateLimit,
  weeklyCheck,
}: EndpointChanges): Prisma.EndpointUpdateInput => ({
  ...(url !== undefined && { url }),
  ...(description !== undefined && { description }),
  ...(rateLimit !== undefined && { rateLimit }),
  ...(weeklyCheck !== undefined && { weeklyCheck }),
});

const newTopics = (topics: string[]) => ({
  deleteMany: {},
  create: topics.filter((topic) => topic !== ALL_TOPICS).map((topic) => ({ topic })),
});

function changedHeaders(
  seal: Seal,
  id: string,
  sealed: string | null,
  changes: EndpointChanges["headers"],
):
  | { kind: "same" }
  | { kind: "changed"; sealed: string | null }
  | Extract<UpdateOutcome, { kind: "invalid" }> {
  if (!changes) return { kind: "same" };
  const headers = mergeHeaders(readableHeaders(seal, id, sealed), changes);
  const problem = headersProblem(headers);
  if (problem) return { kind: "invalid", errors: { headers: [problem] } };
  return { kind: "changed", sealed: sealHeaders(seal, id, headers) };
}

/** What no key opens any more is lost, and must not keep the merchant from entering it again. */
function readableHeaders(seal: Seal, id: string, sealed: string | null): Record<string, string> {
  try {
    return openHeaders(seal, id, sealed);
  } catch {
    return {};
  }
}
