import type { Deps } from "../config/deps.ts";
import { inTransaction } from "../db/transaction.ts";
import { secretProblem } from "../signing/secret.ts";
import { checkUrls } from "./check-url.ts";
import type { EndpointInput } from "./endpoint-fields.ts";
import type { UrlProblem } from "./endpoint-forms.ts";
import { insertEndpoints } from "./insert-endpoints.ts";
import { lockEndpoints } from "./lock-endpoints.ts";
import { type NewSecret, newSecrets } from "./new-secrets.ts";
import { THERE_IS_ONE, urlKey } from "./url-list.ts";

export interface NewEndpointsInput extends Omit<EndpointInput, "url"> {
  /** each once */
  urls: string[];
  /** a secret of its own for each, and not one for all */
  secretEach: boolean;
}

export type CreateManyOutcome =
  /** the secrets are in this answer and nowhere else */
  | { kind: "created"; secrets: NewSecret[] }
  | { kind: "invalid"; urls: UrlProblem[]; secret?: string | undefined }
  | { kind: "limit"; limit: number };

/**
 * Adds an endpoint for each of several URLs, all with the same settings; all of them, or none where one cannot be. A URL
 * that has an endpoint is refused, so a second click adds nothing. `input` has passed the schemas of endpoint-fields.
 */
export async function createEndpoints(
  deps: Pick<Deps, "pool" | "seal" | "env">,
  shopId: string,
  { urls, secretEach, ...settings }: NewEndpointsInput,
): Promise<CreateManyOutcome> {
  const limit = deps.env.MAX_ENDPOINTS_PER_SHOP;
  if (urls.length > limit) return { kind: "limit", limit };
  const wrongUrls = await checkUrls(deps, urls);
  const wrongSecret = settings.secret === undefined ? undefined : secretProblem(settings.secret);
  if (wrongUrls.length > 0 || wrongSecret) return { kind: "invalid", urls: wrongUrls, secret: wrongSecret };

  return inTransaction(deps.pool, async (tx): Promise<CreateManyOutcome> => {
    const known = await lockEndpoints(tx, shopId);
    const taken = urls.filter((url) => known.some((endpoint) => urlKey(endpoint.url) === urlKey(url)));
    if (taken.length > 0) {
      return { kind: "invalid", urls: taken.map((url) => ({ url, problem: THERE_IS_ONE })) };
    }
    if (known.length + urls.length > limit) return { kind: "limit", limit };
    const secrets = newSecrets(urls, secretEach, settings.secret);
    const made = secrets.flatMap(({ secret, endpoints }) =>
      endpoints.map((endpoint) => ({ ...settings, ...endpoint, secret })),
    );
    await insertEndpoints(tx, deps.seal, shopId, made);
    return { kind: "created", secrets };
  });
}
