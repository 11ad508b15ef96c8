// A web process without the panel, for bench/listen.ts: `node bench/listen-app.ts`.
import { readEnv } from "#app/config/env.ts";
import { createDeps } from "#app/create-deps.ts";
import { serve } from "#app/server/serve.ts";

const env = readEnv();
const { deps, close } = await createDeps(env, env.DATABASE_URL ?? "");
const serving = await serve(deps, { withPanel: false });
process.once("SIGTERM", () => void serving.close().then(close));
