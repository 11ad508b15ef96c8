import Fastify from "fastify";
import { store } from "./inbox.mjs";
import { isFromCarillon } from "./verify.mjs";

const secret = process.env.CARILLON_SECRET;
export const app = Fastify({ bodyLimit: 16 * 1024 * 1024 }); // 1 MiB otherwise

// In a plugin of its own: only its routes get the body as it came, all others go on getting JSON.
app.register(async (hooks) => {
  hooks.removeAllContentTypeParsers();
  hooks.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  hooks.post("/hook", async (request, reply) => {
    if (!isFromCarillon(request.body, request.headers, secret)) return reply.code(401).send();
    store(request.body);
    return reply.code(204).send();
  });
});
