// Preloaded into the app's process (node --import): sockets for *.myshopify.com go to the stand-in in plain TCP, and
// nothing else leaves this machine. The app keeps its https:// addresses and its code. Deliveries are not concerned:
// they do not go through fetch.
import net from "node:net";
import { Agent, buildConnector, setGlobalDispatcher } from "undici";

const port = Number(process.env.SANDBOX_SHOPIFY_PORT);
if (!port) throw new Error("SANDBOX_SHOPIFY_PORT must be the port of the sandbox's Shopify.");

const direct = buildConnector({});

setGlobalDispatcher(
  new Agent({
    connect(options, done) {
      if (isShop(options.hostname)) return toStandIn(done);
      if (isThisMachine(options.hostname)) return direct(options, done);
      done(new Error(`The sandbox lets no request out: ${options.hostname} was not called.`), null);
    },
  }),
);

// The sandbox holds a channel to the app. When it breaks, the sandbox is gone, and the app must not outlive it.
if (process.channel) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}

function isShop(hostname: string): boolean {
  return hostname.endsWith(".myshopify.com");
}

function isThisMachine(hostname: string): boolean {
  return (
    hostname === "localhost" || hostname === "[::1]" || (net.isIPv4(hostname) && hostname.startsWith("127."))
  );
}

function toStandIn(done: buildConnector.Callback): void {
  const socket = net.connect(port, "127.0.0.1").setNoDelay(true);
  socket.once("connect", () => done(null, socket));
  socket.once("error", (error) => done(error, null));
}
