// Shopify's webhookSubscription* calls of one shop, checked against Shopify's own schema and refused in Shopify's
// words, behind the fetch that the app really makes.
import { graphqlSync } from "graphql";
import { MockAgent } from "undici";
import { adminSchema } from "../../sandbox/shopify/admin-schema.ts";

interface Stored {
  id: string;
  topic: string;
  name: string | null;
  uri: string;
  filter: string | null;
}

type Input = Partial<Pick<Stored, "name" | "uri" | "filter">>;

export interface WebhookSubscriptionStore {
  network: MockAgent;
  stored: Stored[];
  /** names of the operations that came */
  calls: string[];
  add(item: Omit<Stored, "id">): Stored;
  /** before each call; what it returns is answered instead */
  intervene(answer: (operation: string) => object | undefined): void;
}

export function createWebhookSubscriptionStore(shop: string, pageSize = 100): WebhookSubscriptionStore {
  const stored: Stored[] = [];
  const calls: string[] = [];
  let made = 0;
  let intervention: (operation: string) => object | undefined = () => undefined;
  const add = (item: Omit<Stored, "id">): Stored => {
    made += 1;
    const added = { ...item, id: `gid://shopify/WebhookSubscription/${made}` };
    stored.push(added);
    return added;
  };

  const root = {
    webhookSubscriptions({ after }: { after?: string }) {
      const start = after ? Number(after) : 0;
      const end = start + pageSize;
      return {
        nodes: stored.slice(start, end),
        pageInfo: { hasNextPage: end < stored.length, endCursor: String(end) },
      };
    },
    webhookSubscriptionCreate({ topic, webhookSubscription }: { topic: string; webhookSubscription: Input }) {
      const { uri = "", name = null, filter = null } = webhookSubscription;
      const item = { topic, uri, name, filter };
      const message = problem(stored, item);
      if (!message) add(item);
      return { userErrors: message ? [{ message }] : [] };
    },
    webhookSubscriptionUpdate({ id, webhookSubscription }: { id: string; webhookSubscription: Input }) {
      const item = stored.find((candidate) => candidate.id === id);
      if (!item) return { userErrors: [{ message: "Webhook subscription does not exist" }] };
      Object.assign(item, webhookSubscription);
      return { userErrors: [] };
    },
    webhookSubscriptionDelete({ id }: { id: string }) {
      const index = stored.findIndex((candidate) => candidate.id === id);
      if (index < 0) return { userErrors: [{ message: "Webhook subscription does not exist" }] };
      stored.splice(index, 1);
      return { userErrors: [] };
    },
  };

  const network = new MockAgent();
  network.disableNetConnect();
  network
    .get(`https://${shop}`)
    .intercept({ path: "/admin/api/2026-10/graphql.json", method: "POST" })
    .reply(({ body }) => {
      const { query, variables, operationName } = JSON.parse(String(body));
      calls.push(operationName);
      const { schema } = adminSchema();
      const answer =
        intervention(operationName) ??
        graphqlSync({ schema, source: query, rootValue: root, variableValues: variables });
      return {
        statusCode: 200,
        data: JSON.stringify(answer),
        responseOptions: { headers: { "content-type": "application/json" } },
      };
    })
    .persist();
  return {
    network,
    stored,
    calls,
    add,
    intervene: (answer) => {
      intervention = answer;
    },
  };
}

function problem(stored: Stored[], { topic, uri, name, filter }: Omit<Stored, "id">): string | undefined {
  if (!uri.startsWith("https://")) return "Address protocol http:// is not supported";
  if (topic.startsWith("METAOBJECTS") && !filter?.startsWith("type:"))
    return "The specified filter is invalid, please ensure you specify the field(s) you wish to filter on.";
  if (stored.some((item) => item.topic === topic && item.uri === uri && item.filter === filter))
    return "Address for this topic has already been taken";
  if (name && stored.some((item) => item.name?.toLowerCase() === name.toLowerCase()))
    return "Name already exists, no duplicate allowed";
  return undefined;
}
