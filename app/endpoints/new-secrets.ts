import { newId } from "../db/ids.ts";
import { newSecret } from "../signing/secret.ts";

/** A secret in the one answer that tells it, and the endpoints that it signs for. */
export interface NewSecret {
  secret: string;
  endpoints: { id: string; url: string }[];
}

/** Ids and secrets for new endpoints: one secret for all of them, or `each` a secret of its own. */
export function newSecrets(urls: string[], each: boolean, own?: string): NewSecret[] {
  const endpoints = urls.map((url) => ({ id: newId("ep"), url }));
  if (each && own === undefined) {
    return endpoints.map((endpoint) => ({ secret: newSecret(), endpoints: [endpoint] }));
  }
  return endpoints.length === 0 ? [] : [{ secret: own ?? newSecret(), endpoints }];
}
