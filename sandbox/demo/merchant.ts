// The merchant of the demo: registers the shop, gets a token by command and makes three endpoints over the API.
import type { Stack } from "../stack.ts";
import { type ManagementApi, managementApi } from "./management-api.ts";

export interface MerchantEndpoint {
  id: string;
  /** of its URL at the receiver */
  path: string;
  secret: string;
  topics: string[];
  /** attempts that fail before one succeeds */
  failures: number;
}

export interface Merchant {
  token: string;
  endpoints: MerchantEndpoint[];
}

const topics = (family: string, ...names: string[]) => names.map((name) => `${family}/${name}`);

const SUBSCRIPTION = topics(
  "subscription",
  ...[
    "created",
    "activated",
    "reactivated",
    "paused",
    "cancelled",
    "expired",
    "failed",
    "skipped",
    "unskipped",
  ],
  ...["billing_success", "billing_failure", "billing_challenged"],
);

export const ENDPOINTS: Pick<MerchantEndpoint, "path" | "topics" | "failures">[] = [
  { path: "/all", topics: ["*"], failures: 0 },
  {
    path: "/shop",
    topics: [
      ...topics("order", "created", "updated", "paid", "cancelled", "fulfilled", "deleted"),
      ...topics("customer", "created", "updated", "deleted"),
    ],
    failures: 0,
  },
  {
    path: "/flaky",
    topics: [
      ...SUBSCRIPTION,
      ...topics("payment_method", "created", "updated", "revoked"),
      ...topics("product", "created", "updated", "deleted"),
    ],
    failures: 2,
  },
];

export async function setUpMerchant(stack: Stack): Promise<Merchant> {
  await stack.carillon("shop", "add", "--shop", stack.shop);
  const made = (await stack.carillon("token", "create", "--shop", stack.shop, "--scope", "write")) as {
    token: string;
  };
  const api = managementApi(stack.appUrl, made.token);
  const endpoints: MerchantEndpoint[] = [];
  for (const wanted of ENDPOINTS) endpoints.push(await createEndpoint(stack, api, wanted));
  return { token: made.token, endpoints };
}

async function createEndpoint(
  stack: Stack,
  api: ManagementApi,
  wanted: (typeof ENDPOINTS)[number],
): Promise<MerchantEndpoint> {
  const url = `${stack.receiver.url}${wanted.path}${wanted.failures ? `?fail=${wanted.failures}` : ""}`;
  const description = wanted.failures ? `Fails ${wanted.failures} times before it answers 200` : undefined;
  const body = { url, topics: wanted.topics, description };
  const { id, secret } = await api.post<{ id: string; secret: string }>("/endpoints", body);
  stack.receiver.expect(wanted.path, secret);
  return { ...wanted, id, secret };
}
