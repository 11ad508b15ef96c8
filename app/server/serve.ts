// The app's HTTP server. What has no session (webhooks, API, health) is mounted before Remix.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { apiRoutes } from "../api/routes.ts";
import type { Deps } from "../config/deps.ts";
import { StartError } from "../config/start-error.ts";
import { FLOW_ACTION_HANDLE } from "../topics/flow/action.ts";
import { createDoor, type Door } from "./door.ts";
import { downloadRoutes } from "./download-routes.ts";
import { createApp } from "./express-app.ts";
import { flowActionRoute } from "./flow/action-route.ts";
import { flowLifecycleRoute } from "./flow/lifecycle-route.ts";
import { healthRoutes } from "./health-routes.ts";
import { limitSignIn } from "./limit-sign-in.ts";
import { panelGuard } from "./panel-guard.ts";
import { panelHandler } from "./panel-handler.ts";
import { proxyRoute } from "./proxy-route.ts";
import { securityHeaders } from "./security-headers.ts";
import { webhooksRoute } from "./webhooks-route.ts";

export interface Serving {
  port: number;
  /** Ends live streams and goes on serving for DRAIN_SECONDS, unready; then lets requests under way end, for ten seconds at most. */
  close(): Promise<void>;
}

/** `withPanel`: false leaves Remix out, for tests of what stands before it. */
export async function serve(deps: Deps, { withPanel } = { withPanel: true }): Promise<Serving> {
  const door = createDoor(deps.env.DRAIN_SECONDS);
  const app = await createApp(deps, async (app) => {
    app.all("/webhooks", webhooksRoute(deps));
    app.all("/flow/lifecycle", flowLifecycleRoute(deps));
    app.all(`/flow/actions/${FLOW_ACTION_HANDLE}`, flowActionRoute(deps));
    app.use("/proxy", proxyRoute(deps));
    app.use("/api/v1", apiRoutes(deps));
    app.use(healthRoutes(deps, door));
    if (withPanel)
      app.use(
        ...[limitSignIn(deps), panelGuard(deps), downloadRoutes(deps), securityHeaders(deps)],
        await panelHandler(deps),
      );
  });
  const { port, close } = await start(deps, app, door);
  return {
    port,
    close() {
      deps.live.close();
      return close();
    },
  };
}

/** For a process that only works: its health and its metrics. Undefined, and a line says so, when the port is taken. */
export async function serveHealth(
  deps: Pick<Deps, "env" | "log" | "pool" | "clock" | "metrics" | "loops">,
): Promise<Serving | undefined> {
  const door = createDoor(0); // nobody sends it work
  const app = await createApp(deps, (app) => void app.use(healthRoutes(deps, door)));
  try {
    return await start(deps, app, door);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    deps.log.warn({ error: error.message }, "health.unavailable");
    return undefined;
  }
}

async function start({ env }: Pick<Deps, "env">, app: RequestListener, door: Door): Promise<Serving> {
  const server = createServer(door.watch(app));
  await listen(server, env.PORT, env.HOST);
  return { port: (server.address() as AddressInfo).port, close: () => door.close(server) };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(new StartError(listenProblem(error, port, host))),
    );
    server.listen(port, host, resolve);
  });
}

function listenProblem({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === "EADDRINUSE") return `Port ${port} is in use. Stop what uses it, or set PORT to another one.`;
  if (code === "EACCES") return `This user may not listen on port ${port}. Set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST ${host} is not an address of this machine.`;
  return `Cannot listen on ${host}:${port}: ${message}`;
}
