// The merchant of the demo: registers the shop, opens the panel, gets a token by command, and sets rules and endpoints
// over the API.
import { TOPICS } from "#app/topics/catalog.ts";
import type { Stack } from "../stack.ts";
import { connectShop } from "./connect-shop.ts";
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

const everythingOf = (...families: string[]): string[] =>
  TOPICS.map(({ name }) => name).filter((name) => families.includes(name.slice(0, name.indexOf("/"))));

type Wanted = Pick<MerchantEndpoint, "path" | "topics" | "failures">;

export const EVERYTHING: Wanted = { path: "/all", topics: ["*"], failures: 0 };

export const ENDPOINTS: Wanted[] = [
  EVERYTHING,
  { path: "/shop", topics: everythingOf("order", "customer"), failures: 0 },
  { path: "/members", topics: everythingOf("membership", "loyalty", "wallet_pass"), failures: 0 },
  { path: "/flaky", topics: everythingOf("subscription", "payment_method", "product"), failures: 2 },
];

/** `rules`: what the merchant tells Carillon about the shop */
export async function setUpMerchant(stack: Stack, rules: object): Promise<Merchant> {
  await stack.carillon("shop", "add", "--shop", stack.shop);
  await connectShop(stack);
  const made = (await stack.carillon("token", "create", "--shop", stack.shop, "--scope", "write")) as {
    token: string;
  };
  const api = managementApi(stack.appUrl, made.token);
  await api.put("/rules", rules);
  const endpoints: MerchantEndpoint[] = [];
  for (const wanted of ENDPOINTS) endpoints.push(await createEndpoint(stack, api, wanted));
  return { token: made.token, endpoints };
}

async function createEndpoint(stack: Stack, api: ManagementApi, wanted: Wanted): Promise<MerchantEndpoint> {
  const url = `${stack.receiver.url}${wanted.path}${wanted.failures ? `?fail=${wanted.failures}` : ""}`;
  const description = wanted.failures ? `Fails ${wanted.failures} times before it answers 200` : undefined;
  const body = { url, topics: wanted.topics, description };
  const { id, secret } = await api.post<{ id: string; secret: string }>("/endpoints", body);
  stack.receiver.expect(wanted.path, secret);
  return { ...wanted, id, secret };
}
