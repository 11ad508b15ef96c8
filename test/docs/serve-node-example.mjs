// Serves one of docs/receivers/node's examples for frameworks, as its framework or its platform would.
// node serve-node-example.mjs express
import { createServer } from "node:http";
import { store } from "../../docs/receivers/node/inbox.mjs";

const [name] = process.argv.slice(2);
const port = Number(process.env.PORT);
const example = await import(`../../docs/receivers/node/${name}.mjs`);

const table = {
  prepare: () => ({ bind: (_id, text) => ({ run: async () => store(text) }) }),
};

/** A request of the web's kind, answered by a function. */
const web = (answer) =>
  createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const { status } = await answer(
      new Request(`http://localhost${request.url}`, { method: "POST", headers: request.headers, body }),
    );
    response.writeHead(status).end();
  }).listen(port, "127.0.0.1");

/** With the body in one of the two forms that AWS gives it. */
const lambda = (answer) =>
  createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const isBase64Encoded = request.url === "/hook?base64";
    const event = {
      ...{ headers: request.headers, isBase64Encoded },
      body: body.toString(isBase64Encoded ? "base64" : "utf8"),
    };
    const { statusCode } = await answer(event);
    response.writeHead(statusCode).end();
  }).listen(port, "127.0.0.1");

const SERVE = {
  express: ({ app }) => app.listen(port, "127.0.0.1"),
  fastify: ({ app }) => app.listen({ port, host: "127.0.0.1" }),
  hono: ({ app }) => web((request) => app.fetch(request)),
  next: ({ POST }) => web(POST),
  remix: ({ action }) => web((request) => action({ request })),
  worker: ({ default: worker }) =>
    web((request) => worker.fetch(request, { DB: table, CARILLON_SECRET: process.env.CARILLON_SECRET })),
  lambda: ({ createHandler }) => lambda(createHandler(async (_id, text) => store(text))),
};

SERVE[name](example);
