// What the App Bridge stub asks for the merchant: scopes, products and extensions.
import express, { type Request, type Response, type Router } from "express";
import type { Merchant } from "./merchant.ts";

export function merchantPaths(merchant: Merchant): Router {
  const paths = express.Router();
  paths.use(express.json());
  paths.get("/scopes", (_request, response) => void response.json(merchant.scopes()));
  paths.post("/scopes/grant", (request, response) => change(request, response, merchant.grant));
  paths.post("/scopes/revoke", (request, response) => change(request, response, merchant.revoke));
  paths.get("/extensions", (request, response) => {
    response.json(merchant.extensions(String(request.query.shop)));
  });
  paths.get("/products", (request, response) => {
    response.json(merchant.products(String(request.query.shop)));
  });

  async function change(request: Request, response: Response, apply: Merchant["grant"]): Promise<void> {
    const { shop, scopes } = request.body as { shop: string; scopes: string[] };
    if (await apply(shop, scopes)) response.json(merchant.scopes());
    else response.status(422).type("text").send("Only optional scopes of shopify.app.toml can be asked for.");
  }
  return paths;
}
