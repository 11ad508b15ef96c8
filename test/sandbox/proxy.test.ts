import { once } from "node:events";
import type { createServer } from "node:http";
import { connect } from "node:net";
import { request } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "#app/config/clock.ts";
import { listen } from "#sandbox/listen.ts";
import { createMerchant } from "#sandbox/proxy/merchant.ts";
import { startProxy } from "#sandbox/proxy/start-proxy.ts";
import { sessionTokenProblem } from "#sandbox/shopify/session-token.ts";
import { APP, SHOP, standIn } from "./stand-in.ts";

const ADMIN = "http://127.0.0.1:4311";
type Handler = Parameters<typeof createServer>[1];

async function proxied(handler: Handler) {
  const app = await listen(handler ?? (() => undefined));
  const merchant = createMerchant(await standIn({ clock: systemClock }));
  const options = {
    app: APP,
    clock: systemClock,
    shops: [SHOP],
    adminUrl: ADMIN,
    merchant,
    appPort: app.port,
  };
  const proxy = await startProxy(options);
  onTestFinished(() => proxy.close());
  onTestFinished(() => app.close());
  return { ...proxy, app };
}

test("a webhook's bytes and headers reach the app unchanged", async () => {
  let seen: { body: Buffer; headers: Record<string, unknown> } | undefined;
  const { url } = await proxied(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    seen = { body: Buffer.concat(chunks), headers: incoming.headers };
    response.end();
  });
  const body = Buffer.from([0x7b, 0x00, 0xff, 0x7d, 0x0a]);
  await fetch(`${url}/webhooks`, { method: "POST", body, headers: { "X-Shopify-Hmac-Sha256": "proof=" } });
  expect(seen?.body).toEqual(body);
  expect(seen?.headers).toMatchObject({
    host: new URL(url).host,
    "content-length": "5",
    "x-shopify-hmac-sha256": "proof=",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "http",
  });
});

test.for(["text/html; charset=utf-8", "text/javascript"])(
  "Shopify's CDN becomes a local path in %s",
  async (type) => {
    const text = '<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>é';
    const { url } = await proxied((_request, response) => {
      response.setHeader("content-type", type);
      response.setHeader("content-length", Buffer.byteLength(text));
      response.end(text);
    });
    const answer = await fetch(url);
    expect(await answer.text()).toBe('<script src="/__sandbox/cdn/shopifycloud/app-bridge.js"></script>é');
  },
);

test("the CDN's address is found wherever the app cuts its stream", async () => {
  const text = "a https://cdn.shopify.com/x https://cdn.shopify.com/ü https://cdn.shop";
  const { url } = await proxied(async (_request, response) => {
    response.setHeader("content-type", "text/html");
    for (const byte of Buffer.from(text)) {
      response.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
    response.end();
  });
  expect(await (await fetch(url)).text()).toBe("a /__sandbox/cdn/x /__sandbox/cdn/ü https://cdn.shop");
});

test("other answers pass byte for byte", async () => {
  const text = '{"font":"https://cdn.shopify.com/x"}';
  const { url } = await proxied((_request, response) => {
    response
      .writeHead(201, { "content-type": "application/json", "content-length": text.length, "x-own": "1" })
      .end(text);
  });
  const answer = await fetch(`${url}/api/v1/topics`);
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-own")).toBe("1");
  expect(await answer.text()).toBe(text);
});

test("the fake admin may frame what Shopify's may, and nothing more", async () => {
  let policy =
    "frame-ancestors https://sandbox-shop.myshopify.com https://admin.shopify.com; script-src https://cdn.shopify.com";
  const { url } = await proxied((_request, response) => {
    response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end();
  });
  expect((await fetch(url)).headers.get("content-security-policy")).toBe(
    `frame-ancestors https://sandbox-shop.myshopify.com https://admin.shopify.com ${ADMIN}; script-src 'self' https://cdn.shopify.com`,
  );
  policy = "frame-ancestors 'none'";
  expect((await fetch(url)).headers.get("content-security-policy")).toBe(policy);
});

test("the preload header and a way back to the admin lead to the sandbox", async () => {
  const { url } = await proxied((_request, response) => {
    response.writeHead(302, {
      link: "<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel=preload",
      location: "https://admin.shopify.com/store/sandbox-shop/apps/client-id",
    });
    response.end();
  });
  const { headers } = await fetch(url, { redirect: "manual" });
  expect(headers.get("link")).toBe("</__sandbox/cdn/shopifycloud/app-bridge.js>; rel=preload");
  expect(headers.get("location")).toBe(`${ADMIN}/store/sandbox-shop/apps/client-id`);
});

test("an app that is not there is a 502 that says so", async () => {
  const { url, app } = await proxied(undefined);
  await app.close();
  const answer = await fetch(url);
  expect(answer.status).toBe(502);
  expect(await answer.text()).toContain("The app does not answer");
});

test("web sockets pass through", async () => {
  const { port, app } = await proxied(undefined);
  app.server.on("upgrade", (incoming, socket) => {
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: ${incoming.headers.upgrade}\r\nConnection: Upgrade\r\n\r\n`,
    );
    socket.on("data", (data: Buffer) => socket.write(`echo ${data}`));
  });
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /hmr HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  const [head] = (await once(socket, "data")) as [Buffer];
  expect(head.toString()).toContain("101 Switching Protocols");
  socket.write("hello");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toBe("echo hello");
  socket.destroy();
});

test("the app's own pages get session tokens for a shop that exists", async () => {
  const { url } = await proxied(undefined);
  const ask = (query: string, headers: Record<string, string> = {}) =>
    request(`${url}/__sandbox/id-token?${query}`, { headers });
  const answer = await ask(`shop=${SHOP}`, { "sec-fetch-site": "same-origin" });
  expect(sessionTokenProblem(await answer.body.text(), APP, SHOP, new Date())).toBeUndefined();
  expect((await ask("shop=nobody.myshopify.com")).statusCode).toBe(404);
  expect((await ask(`shop=${SHOP}`, { "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
  expect((await ask(`shop=${SHOP}`, { host: "attacker.example.com" })).statusCode).toBe(403);
});

test("the CDN has the App Bridge stub and empty fonts, and says what it does not have", async () => {
  const { url } = await proxied(undefined);
  const cdn = (path: string) => fetch(`${url}/__sandbox/cdn/${path}`);
  const script = await (await cdn("shopifycloud/app-bridge.js")).text();
  expect(script).toContain(`"adminOrigin":"${ADMIN}"`);
  expect(script).toContain("customElements.define");
  expect((await cdn("static/fonts/inter/v4/styles.css")).headers.get("content-type")).toContain("text/css");
  const missing = await cdn("s/files/picture.png");
  expect(missing.status).toBe(404);
  expect(await missing.text()).toBe("The sandbox has no /__sandbox/cdn/s/files/picture.png.");
});
