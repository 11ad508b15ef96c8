import { newId } from "../db/ids.ts";
import type { Transaction } from "../db/transaction.ts";
import type { Seal } from "../signing/seal.ts";
import { secretHint } from "../signing/secret.ts";
import { ALL_TOPICS, type EndpointInput } from "./endpoint-fields.ts";
import { sealHeaders, secretContext } from "./sealed-fields.ts";

export interface NewEndpoint extends EndpointInput {
  id: string;
  secret: string;
}

/** Writes endpoints, each with its lane, its topics and its secret, sealed for it alone. */
export async function insertEndpoints(
  tx: Transaction,
  seal: Seal,
  shopId: string,
  endpoints: NewEndpoint[],
): Promise<void> {
  if (endpoints.length === 0) return;
  const ids = endpoints.map(({ id }) => id);
  await tx.query(
    `insert into endpoint (id, shop_id, url, description, all_topics, headers, rate_limit, weekly_check)
     select n.id, $1, n.url, n.description, n.all_topics, n.headers, n.rate_limit, n.weekly_check
     from unnest($2::text[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::int[], $8::bool[])
       as n (id, url, description, all_topics, headers, rate_limit, weekly_check)`,
    [
      shopId,
      ids,
      endpoints.map(({ url }) => url),
      endpoints.map(({ description }) => description ?? ""),
      endpoints.map(({ topics }) => topics.includes(ALL_TOPICS)),
      endpoints.map(({ id, headers }) => sealHeaders(seal, id, headers ?? {})),
      endpoints.map(({ rateLimit }) => rateLimit ?? null),
      endpoints.map(({ weeklyCheck }) => weeklyCheck ?? false),
    ],
  );
  await tx.query("insert into lane (endpoint_id, shop_id) select unnest($1::text[]), $2", [ids, shopId]);
  await insertTopics(tx, endpoints);
  await insertSecrets(tx, seal, endpoints);
}

/** Adds topics to endpoints. Those that an endpoint has already stay. */
export async function insertTopics(
  tx: Transaction,
  endpoints: Pick<NewEndpoint, "id" | "topics">[],
): Promise<void> {
  const pairs = endpoints.flatMap(({ id, topics }) =>
    topics.filter((topic) => topic !== ALL_TOPICS).map((topic) => ({ id, topic })),
  );
  await tx.query(
    `insert into endpoint_topic (endpoint_id, topic) select * from unnest($1::text[], $2::text[])
     on conflict do nothing`,
    [pairs.map(({ id }) => id), pairs.map(({ topic }) => topic)],
  );
}

async function insertSecrets(
  tx: Transaction,
  seal: Seal,
  endpoints: Pick<NewEndpoint, "id" | "secret">[],
): Promise<void> {
  const secrets = endpoints.map(({ id, secret }) => ({ id: newId("sec"), endpointId: id, secret }));
  await tx.query(
    `insert into signing_secret (id, endpoint_id, sealed, hint)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])`,
    [
      secrets.map(({ id }) => id),
      secrets.map(({ endpointId }) => endpointId),
      secrets.map(({ id, secret }) => seal.seal(secret, secretContext(id))),
      secrets.map(({ secret }) => secretHint(secret)),
    ],
  );
}
