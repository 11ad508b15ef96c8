import { checkAppFiles } from "./app-files.ts";
import type { Finding } from "./finding.ts";
import { checkPanel } from "./panel-page.ts";
import type { RunningApp } from "./running-app.ts";
import { checkSignedRoutes } from "./signed-routes.ts";
import type { AppFiles } from "./toml-leaves.ts";

/** Checks what Shopify's reviewers check by code. */
export async function preflight(app: RunningApp, files: AppFiles): Promise<Finding[]> {
  return [
    ...(await checkSignedRoutes(app, files)),
    ...(await checkPanel(app)),
    ...(await checkAppFiles(app, files)),
  ];
}
