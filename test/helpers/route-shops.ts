// fetch to *.myshopify.com reaches a stand-in of the test, as in the sandbox's app (sandbox/redirect-shopify.ts).
import net from "node:net";
import { Agent, buildConnector, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { onTestFinished } from "vitest";

/** Until the test ends. `port`: the stand-in's. */
export function routeShops(port: number): void {
  const before = getGlobalDispatcher();
  const direct = buildConnector({});
  const agent = new Agent({
    connect(options, done) {
      if (!options.hostname.endsWith(".myshopify.com")) return direct(options, done);
      const socket = net.connect(port, "127.0.0.1").setNoDelay(true);
      socket.once("connect", () => done(null, socket));
      socket.once("error", (error) => done(error, null));
    },
  });
  setGlobalDispatcher(agent);
  onTestFinished(async () => {
    setGlobalDispatcher(before);
    await agent.close();
  });
}
