import type { ShopifyGlobal } from "@shopify/app-bridge-react";
import { ask } from "./ask.ts";
import { plainFetch, visit } from "./session.ts";

type Scopes = ShopifyGlobal["scopes"];
type Detail = Awaited<ReturnType<Scopes["query"]>>;

const PATH = "/__sandbox/scopes";

const detail = async (): Promise<Detail> => (await plainFetch(PATH)).json();

/** As at Shopify, a scope that the app's toml does not name as optional is an error. */
async function change(verb: "grant" | "revoke", scopes: string[]): Promise<Detail> {
  const answer = await plainFetch(`${PATH}/${verb}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ shop: visit.shop, scopes }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export const scopes: Scopes = {
  query: detail,
  async request(wanted) {
    const { optional } = await detail();
    const foreign = wanted.filter((scope) => !optional.includes(scope));
    if (foreign.length > 0) throw new Error(`not optional scopes of the app: ${foreign.join(", ")}`);
    if (
      !(await ask(`Carillon asks for: ${wanted.join(", ")}`, { yes: "Allow", no: "Decline", tone: "plain" }))
    )
      return { result: "declined-all", detail: await detail() };
    return { result: "granted-all", detail: await change("grant", wanted) };
  },
  async revoke(unwanted) {
    return { detail: await change("revoke", unwanted) };
  },
};
