import { Hono } from "hono";
import { store } from "./inbox.mjs";
import { isFromCarillon } from "./verify.mjs";

const secret = process.env.CARILLON_SECRET;
export const app = new Hono();

app.post("/hook", async (c) => {
  const body = Buffer.from(await c.req.arrayBuffer()); // not c.req.json()
  if (!isFromCarillon(body, c.req.header(), secret)) return c.body(null, 401);
  store(body);
  return c.body(null, 204);
});
