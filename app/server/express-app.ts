// How each of the app's servers begins and ends: what every answer carries, and what becomes of what nobody answered.
import type { RequestListener } from "node:http";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import type { Deps } from "../config/deps.ts";
import { answerPlainly } from "./answer-plainly.ts";
import { setTransportHeaders } from "./security-headers.ts";

/** `mount` adds what the server answers. */
export async function createApp(
  { env, log }: Pick<Deps, "env" | "log">,
  mount: (app: Express) => void | Promise<void>,
): Promise<RequestListener> {
  const app = express();
  app.set("env", env.NODE_ENV);
  app.disable("x-powered-by");
  app.set("trust proxy", env.TRUST_PROXY);
  await mount(app);
  app.use(nobodyAnswered, reportFailure(log));
  return pathsAlone(app);
}

/** Proxies ask for paths. Of other forms (`http://host/path`, `*`) each library reads something else, Express at times nothing. */
const pathsAlone =
  (app: Express): RequestListener =>
  (request, response) => {
    setTransportHeaders(response);
    if (request.url?.startsWith("/")) app(request, response);
    else response.writeHead(400, { connection: "close" }).end();
  };

const nobodyAnswered: RequestHandler = (_request, response) =>
  answerPlainly(response, 404, "There is nothing here.");

function reportFailure(log: Deps["log"]): ErrorRequestHandler {
  return (error: Error & { status?: number }, request, response, _next) => {
    // Express and its parsers give what the sender did wrong such a status.
    const isTheirs = error.status !== undefined && error.status >= 400 && error.status < 500;
    // Not the address: it may carry a token.
    if (!isTheirs) log.error({ error: error.message, method: request.method }, "http.failed");
    if (response.headersSent) response.destroy();
    else if (isTheirs) answerPlainly(response, error.status ?? 400, "The request cannot be read.");
    else answerPlainly(response, 500, "Something broke on our side. Try again later.");
  };
}
