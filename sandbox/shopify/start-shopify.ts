// The stand-in for Shopify: one port. Requests for {shop}.myshopify.com get the token endpoint and the Admin API;
// requests for this machine get the fake admin, for a browser.
import { randomUUID } from "node:crypto";
import express, { type Express } from "express";
import { type Clock, systemClock } from "#app/config/clock.ts";
import { adminPages } from "../admin/admin-pages.ts";
import type { FlowOptions } from "../flow/create-flow.ts";
import { readExtensions } from "../flow/extensions.ts";
import { flowAnswers } from "../flow/flow-answers.ts";
import { createFlows, type FlowOf } from "../flow/flows.ts";
import { type Listening, listen } from "../listen.ts";
import { adminApi } from "./admin-api.ts";
import { bulkResults } from "./bulk-results.ts";
import { createInstallation, type Installation } from "./installation.ts";
import type { Outage } from "./outage.ts";
import type { CallLimits } from "./query-cost.ts";
import type { AppCredentials } from "./session-token.ts";
import { SANDBOX_SHOP, type ShopData } from "./shop-data.ts";
import { createStores, type StoreOf } from "./stores.ts";
import { tokenEndpoint } from "./token-endpoint.ts";
import { createTokenGrants, type TokenGrants } from "./token-grants.ts";

export interface ShopifyOptions {
  app: AppCredentials;
  /** where the browser finds the app */
  appUrl: string;
  /** the scopes that the merchant has granted */
  scopes: string[];
  clock?: Clock;
  port?: number;
  /** shops that exist; any other is 404, as at Shopify */
  shops?: string[];
  dataOf?: (shop: string, scopes: string[]) => ShopData;
  /** asked before each call of the Admin API */
  outageOf?: (shop: string) => Outage | undefined;
  /** told of each operation that the Admin API carries out, and its points */
  onOperation?: (shop: string, name: string, cost: number) => void;
  /** of calls to the Admin API; the standard plan's unless told */
  limits?: CallLimits;
  /** the app's extensions of Shopify Flow, those in extensions/ unless told, and how Flow behaves */
  flow?: Partial<Pick<FlowOptions, "extensions" | "definitionId" | "pause" | "limits">>;
  /** a line on the fake admin's page that leads to the merchant's server */
  receiverUrl?: string;
}

export interface ShopifyStandIn extends Listening {
  grants: TokenGrants;
  /** the shops that `dataOf` is not given for */
  storeOf: StoreOf;
  flowOf: FlowOf;
  installation: Installation;
}

export async function startShopify(options: ShopifyOptions): Promise<ShopifyStandIn> {
  const clock = options.clock ?? systemClock;
  const shops = options.shops ?? [SANDBOX_SHOP];
  const grants = createTokenGrants(clock, options.scopes);
  const storeOf = createStores(clock);
  const shopData = options.dataOf ?? ((shop: string, scopes: string[]) => storeOf(shop).data(scopes));
  const { app, appUrl } = options;
  const flowOf = createFlows({
    app,
    appUrl,
    clock,
    ...options.flow,
    extensions: options.flow?.extensions ?? readExtensions(),
  });
  function dataOf(shop: string, scopes: string[]): ShopData {
    const data = shopData(shop, scopes);
    return { ...data, ...flowAnswers(flowOf(shop), data) };
  }
  const shopApi = express()
    .disable("x-powered-by")
    .use((_request, response, next) => {
      response.set("x-request-id", randomUUID());
      next();
    })
    .use(tokenEndpoint({ clock, app: options.app, grants }))
    .use(bulkResults(storeOf))
    .use(adminApi({ ...options, clock, grants, dataOf }))
    .use((_request, response) => void response.status(404).json({ errors: "Not Found" }));

  const server = await listen(
    byHost(shops, shopApi, adminPages({ ...options, clock, shops, flowOf })),
    options.port,
  );
  const installation = createInstallation({ app, appUrl, clock, grants, storeOf });
  return { ...server, grants, storeOf, flowOf, installation };
}

function byHost(shops: string[], shopApi: Express, browser: express.Router): Express {
  return express()
    .disable("x-powered-by")
    .use((request, response, next) => {
      if (shops.includes(request.hostname)) return shopApi(request, response, next);
      // A name other than this machine's own would be a page elsewhere that rebinds its name to this port.
      if (["127.0.0.1", "localhost"].includes(request.hostname)) return browser(request, response, next);
      response.status(404).type("text").send(`The sandbox has no shop ${request.hostname}.`);
    });
}
