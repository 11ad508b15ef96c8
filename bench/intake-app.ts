// Carillon's door for webhooks as a web process has it (`checked`), or without what it does about headers that nobody
// signed (`unchecked`): `node bench/intake-app.ts checked`.
import express from "express";
import { readEnv } from "#app/config/env.ts";
import { createDeps } from "#app/create-deps.ts";
import { migrate } from "#app/db/migrate.ts";
import { createPartitions } from "#app/db/partitions.ts";
import { acceptWebhook } from "#app/pipeline/inbox/accept-webhook.ts";
import type { Inspect } from "#app/pipeline/inbox/inspect-webhook.ts";
import { healthRoutes } from "#app/server/health-routes.ts";
import { webhooksRoute } from "#app/server/webhooks-route.ts";

const believeAll: Inspect = () => ({ kind: "fine", setAside: null, namedShop: null, bodyHash: null });
const unchecked: typeof acceptWebhook = (deps, headers, body) =>
  acceptWebhook(deps, headers, body, believeAll);

const env = readEnv();
const databaseUrl = env.DATABASE_URL ?? "";
await migrate(databaseUrl);
const { deps, close } = await createDeps(env, databaseUrl);
await createPartitions(deps.pool);

const app = express();
app.all("/webhooks", webhooksRoute(deps, process.argv[2] === "unchecked" ? unchecked : acceptWebhook));
app.use(healthRoutes(deps, { isClosing: () => false }));
const server = app.listen(env.PORT, env.HOST);
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close(() => void close().then(() => process.exit(0)));
});
