// What the proxy answers itself, under /__sandbox/: Shopify's CDN as far as the app uses it, and id tokens for the
// App Bridge stub.
import express, { type Request, type Response, type Router } from "express";
import type { Clock } from "#app/config/clock.ts";
import { bundleScript } from "../bundle-script.ts";
import { type AppCredentials, mintSessionToken } from "../shopify/session-token.ts";
import type { Merchant } from "./merchant.ts";
import { merchantPaths } from "./merchant-paths.ts";

export interface LocalPaths {
  app: AppCredentials;
  clock: Clock;
  shops: string[];
  /** the fake admin's origin */
  adminUrl: string;
  merchant: Merchant;
}

export function localPaths(options: LocalPaths): Router {
  const paths = express.Router();
  paths.use((request, response, next) => {
    // Another site could name this port by a name of its own, and then read tokens.
    if (["127.0.0.1", "localhost"].includes(request.hostname)) next();
    else response.status(403).type("text").send("The sandbox answers on this machine only.");
  });
  paths.get("/cdn/shopifycloud/app-bridge.js", (_request, response, next) => {
    const prelude = `globalThis.__sandbox = ${JSON.stringify({ adminOrigin: options.adminUrl })};\n`;
    bundleScript("app-bridge/main.ts").then(
      (script) =>
        response
          .type("text/javascript")
          .set("cache-control", "no-cache")
          .send(prelude + script),
      next,
    );
  });
  paths.get(/^\/cdn\/static\/fonts\/.*\.css$/, (_request, response) => {
    response
      .type("text/css")
      .send("/* The sandbox has no fonts of Shopify; the browser's own take their place. */\n");
  });
  paths.get("/id-token", (request, response) => idToken(options, request, response));
  paths.use((request, response, next) => {
    if (isOwnPage(request)) next();
    else response.status(403).type("text").send("Only the app's own pages ask for the merchant.");
  }, merchantPaths(options.merchant));
  paths.use((request, response) => {
    response.status(404).type("text").send(`The sandbox has no ${request.originalUrl}.`);
  });
  return paths;
}

/** What is no browser has no such header. */
function isOwnPage(request: Request): boolean {
  const site = request.get("sec-fetch-site");
  return site === undefined || site === "same-origin";
}

function idToken({ app, clock, shops }: LocalPaths, request: Request, response: Response): void {
  const shop = String(request.query.shop);
  response.set("cache-control", "no-store").type("text");
  if (!isOwnPage(request)) {
    response.status(403).send("Only the app's own pages get tokens.");
  } else if (!shops.includes(shop)) {
    response.status(404).send(`The sandbox has no shop ${shop}.`);
  } else {
    response.send(mintSessionToken(app, shop, clock.now()));
  }
}
