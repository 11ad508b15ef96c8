// The panel's files over real HTTP, behind the panel's own guard.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { mintSessionToken } from "#sandbox/shopify/session-token.ts";
import type { Deps } from "../../app/config/deps.ts";
import { downloadRoutes } from "../../app/server/download-routes.ts";
import { createApp } from "../../app/server/express-app.ts";
import { panelGuard } from "../../app/server/panel-guard.ts";
import { API_SECRET } from "./test-deps.ts";

/** `shop`: whose merchant asks; undefined for nobody */
export type Download = (path: string, shop?: string) => Promise<Response>;

/** Until the end of the file. */
export async function serveDownloads(deps: Deps): Promise<Download> {
  const listener = await createApp(deps, (app) => void app.use(panelGuard(deps), downloadRoutes(deps)));
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return (path, shop) => {
    const token =
      shop && mintSessionToken({ apiKey: "test-api-key", apiSecret: API_SECRET }, shop, deps.clock.now());
    return fetch(`http://127.0.0.1:${port}${path}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
  };
}
