// The address under which the world knows the app (its SHOPIFY_APP_URL), as a tunnel would be: requests, bodies and
// web sockets pass through unchanged; answers that a browser shows are rewritten (rewrite.ts).
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import net from "node:net";
import type { Duplex } from "node:stream";
import express from "express";
import { type Listening, listen } from "../listen.ts";
import { type LocalPaths, localPaths } from "./local-paths.ts";
import { cdnRewriter, isRewritten, rewriteHeaders } from "./rewrite.ts";

interface ProxyOptions extends LocalPaths {
  /** the port the app itself listens on */
  appPort: number;
  port?: number;
}

export async function startProxy(options: ProxyOptions): Promise<Listening> {
  const local = express().disable("x-powered-by").use("/__sandbox", localPaths(options));
  const proxy = await listen((request, response) => {
    if (request.url?.startsWith("/__sandbox/")) local(request, response);
    else passOn(options, request, response);
  }, options.port);
  proxy.server.on("upgrade", (request, socket, head) => joinSockets(options.appPort, request, socket, head));
  return proxy;
}

function passOn(options: ProxyOptions, request: IncomingMessage, response: ServerResponse): void {
  const call = http.request({
    host: "127.0.0.1",
    port: options.appPort,
    method: request.method,
    path: request.url,
    headers: forwardedHeaders(request),
    agent: false, // a kept connection may end while the app restarts; this machine's next one is cheap
  });
  call.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, rewriteHeaders(answer.headers, options.adminUrl));
    const body = isRewritten(answer.headers["content-type"]) ? answer.pipe(cdnRewriter()) : answer;
    body.pipe(response);
    answer.once("error", () => response.destroy());
  });
  call.once("error", () => {
    if (response.headersSent) return response.destroy();
    response
      .writeHead(502, { "content-type": "text/plain" })
      .end("The app does not answer. Is it starting?\n");
  });
  response.once("close", () => call.destroy());
  request.pipe(call);
}

function forwardedHeaders(request: IncomingMessage): http.OutgoingHttpHeaders {
  const headers: http.OutgoingHttpHeaders = { ...request.headers };
  for (const name of ["connection", "keep-alive", "expect"]) delete headers[name];
  headers["x-forwarded-for"] = request.socket.remoteAddress;
  headers["x-forwarded-proto"] = "http";
  headers["x-forwarded-host"] = request.headers.host;
  if (!/^\/(webhooks|api)\b/.test(request.url ?? "")) delete headers["accept-encoding"]; // to be readable
  return headers;
}

/** Joins a web socket (vite's reload) to the app's. */
function joinSockets(appPort: number, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const app = net.connect(appPort, "127.0.0.1", () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let at = 0; at < request.rawHeaders.length; at += 2) {
      lines.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
    }
    app.write(`${lines.join("\r\n")}\r\n\r\n`);
    app.write(head);
    app.pipe(socket).pipe(app);
  });
  app.once("error", () => socket.destroy());
  socket.once("error", () => app.destroy());
  socket.once("close", () => app.destroy());
}
