import type { Deps } from "../config/deps.ts";
import { newId } from "../db/ids.ts";
import { newSecret, secretHint, secretProblem } from "../signing/secret.ts";
import { urlProblem } from "./check-url.ts";
import { ALL_TOPICS, type EndpointInput } from "./endpoint-fields.ts";
import { sealHeaders, secretContext } from "./sealed-fields.ts";

export type CreateOutcome =
  /** the secret is in this answer and nowhere else */
  | { kind: "created"; id: string; secret: string }
  | { kind: "invalid"; errors: Record<string, string[]> }
  | { kind: "limit"; limit: number };

/** Adds an endpoint to a shop. `input` has passed the schemas of endpoint-fields. */
export async function createEndpoint(
  deps: Pick<Deps, "prisma" | "seal" | "env">,
  shopId: string,
  input: EndpointInput,
): Promise<CreateOutcome> {
  const errors = await inputErrors(deps, input);
  if (Object.keys(errors).length > 0) return { kind: "invalid", errors };

  const id = newId("ep");
  const secretId = newId("sec");
  const secret = input.secret ?? newSecret();
  const limit = deps.env.MAX_ENDPOINTS_PER_SHOP;
  const created = await deps.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from shop where id = ${shopId} for update`; // two at once must not pass the limit
    if ((await tx.endpoint.count({ where: { shopId, flowTrigger: null, deletedAt: null } })) >= limit)
      return false;
    await tx.endpoint.create({
      data: {
        id,
        shopId,
        url: input.url,
        description: input.description ?? "",
        allTopics: input.topics.includes(ALL_TOPICS),
        headers: sealHeaders(deps.seal, id, input.headers ?? {}),
        rateLimit: input.rateLimit ?? null,
        weeklyCheck: input.weeklyCheck ?? false,
        lane: { create: { shopId } },
        topics: { create: input.topics.filter((topic) => topic !== ALL_TOPICS).map((topic) => ({ topic })) },
        secrets: {
          create: {
            id: secretId,
            sealed: deps.seal.seal(secret, secretContext(secretId)),
            hint: secretHint(secret),
          },
        },
      },
    });
    return true;
  });
  return created ? { kind: "created", id, secret } : { kind: "limit", limit };
}

/** By field of the input. */
async function inputErrors(deps: Pick<Deps, "env">, input: EndpointInput): Promise<Record<string, string[]>> {
  const url = await urlProblem(deps, input.url);
  const secret = input.secret === undefined ? undefined : secretProblem(input.secret);
  return { ...(url && { url: [url] }), ...(secret && { secret: [secret] }) };
}
