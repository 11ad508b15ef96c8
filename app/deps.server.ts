// The bridge from Remix to the app. Vite's server bundle is a module graph of its own: anything kept here would be a
// second copy, so this only reads what the server handed over.
import type { AppLoadContext } from "@remix-run/node";
import type { Deps } from "./config/deps.ts";

declare module "@remix-run/node" {
  interface AppLoadContext {
    deps: Deps;
  }
}

export const depsOf = (context: AppLoadContext): Deps => context.deps;
