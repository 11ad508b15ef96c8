import { expect, onTestFinished, test } from "vitest";
import { freePort } from "#sandbox/free-port.ts";
import { listen } from "#sandbox/listen.ts";
import { startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";

async function dataDir(): Promise<string> {
  const data = await temporaryData("carillon-stack-test-");
  onTestFinished(() => data.remove());
  return data.directory;
}

test("an app that does not start is explained in its own words, and nothing is left running", async () => {
  const admin = await freePort();
  const started = startStack({
    mode: "dev",
    dataDir: await dataDir(),
    ports: { admin },
    env: { ROLE: "worker", PORT: "many" },
  });
  await expect(started).rejects.toThrow(
    "PORT (the port the app listens on) must be a number from 0 to 65535.",
  );
  await expect(fetch(`http://127.0.0.1:${admin}`)).rejects.toThrow();
});

test("a port that is taken is said to be", async () => {
  const other = await listen(() => undefined);
  onTestFinished(() => other.close());
  const started = startStack({ mode: "dev", dataDir: await dataDir(), ports: { receiver: other.port } });
  await expect(started).rejects.toThrow(
    `Port ${other.port} is taken. Is another sandbox running? Stop it first.`,
  );
});
