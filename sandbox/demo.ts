// npm run demo: the built app, a stand-in for Shopify and one for a merchant, and traffic between them, with no
// account anywhere. With --once it sends a fixed set of stories and a year of a shop, checks every delivery, prints one line of JSON and
// exits 0, or 1 with what is missing.
import { runCommand, say, stopSignal } from "./command.ts";
import { createDemoShop } from "./demo/demo-shop.ts";
import { runOnce } from "./demo/once.ts";
import { runUntilStopped } from "./demo/until-stopped.ts";
import { ensureBuild } from "./ensure-build.ts";
import { refuseProduction } from "./refuse-production.ts";
import { SandboxError } from "./sandbox-error.ts";
import { type Stack, startStack } from "./stack.ts";
import { temporaryData } from "./temporary-data.ts";

refuseProduction();

await runCommand(async () => {
  const words = process.argv.slice(2);
  if (words.some((word) => word !== "--once")) throw new SandboxError("The demo takes one option: --once");
  const stopping = stopSignal();
  await ensureBuild(say);
  if (words.length > 0) return once(stopping);
  await runUntilStopped(stopping, {}, say);
  return 0;
});

async function once(signal: AbortSignal): Promise<number> {
  const data = await temporaryData("carillon-demo-");
  try {
    const demo = createDemoShop();
    const stack = await startStack({
      dataDir: data.directory,
      dataOf: demo.dataOf,
      databaseUrl: process.env.DATABASE_URL,
      env: { DELIVERY_SCHEDULE: "0s,1s,1s,2s" },
      signal,
    });
    try {
      const report = await Promise.race([runOnce(stack, demo), stopped(signal), endedByItself(stack)]);
      process.stdout.write(`${JSON.stringify(report)}\n`);
      return report.missing ? 1 : 0;
    } finally {
      await stack.stop();
    }
  } finally {
    await data.remove();
  }
}

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new SandboxError("Stopped before the end.")));
  });
}

async function endedByItself(stack: Stack): Promise<never> {
  await stack.appEnded;
  throw new SandboxError("The app has ended by itself.");
}
