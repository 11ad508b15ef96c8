// The Remix panel: the built one, or in development Vite's, which reloads.
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import type { Deps } from "../config/deps.ts";
import { nonceOf } from "./security-headers.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    /** of the page's inline scripts; undefined outside of the server */
    nonce?: string;
  }
}

export async function panelHandler(deps: Deps): Promise<RequestHandler> {
  return deps.env.NODE_ENV === "development" ? developmentPanel(deps) : builtPanel(deps);
}

async function builtPanel(deps: Deps): Promise<RequestHandler> {
  const server = path.resolve("build/server/index.js");
  const build = (await import(/* @vite-ignore */ server)) as ServerBuild;
  const router = Router();
  router.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
  router.use(express.static("build/client", { maxAge: "1h" }));
  router.all(
    "*",
    createRequestHandler({ build, mode: deps.env.NODE_ENV, getLoadContext: loadContext(deps) }),
  );
  return router;
}

async function developmentPanel(deps: Deps): Promise<RequestHandler> {
  const { createServer } = await import("vite");
  const vite = await createServer({ server: { middlewareMode: true } });
  const build = () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<ServerBuild>;
  const router = Router();
  router.use(vite.middlewares);
  router.all("*", createRequestHandler({ build, mode: "development", getLoadContext: loadContext(deps) }));
  return router;
}

const loadContext = (deps: Deps) => (_request: Request, response: Response) => ({
  deps,
  nonce: nonceOf(response),
});
