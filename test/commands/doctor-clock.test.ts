// Whether this machine's clock agrees with Shopify's: reconciliation looks at changes until a time that it tells.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { lookAtShopify } from "../../app/commands/doctor/reach.ts";

const TIME = Date.parse("2026-11-20T10:00:00Z");

/** Answers at TIME; null: without a time. */
async function shopifyAt(time: number | null): Promise<string> {
  const server = createServer((_request, response) => {
    response.sendDate = false;
    if (time !== null) response.setHeader("date", new Date(time).toUTCString());
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  ["ahead of", 20 * 60_000],
  ["behind", -20 * 60_000],
])("a clock that is %s Shopify's is warned of", async (which, ahead) => {
  const { state, says } = await lookAtShopify(() => TIME + ahead, await shopifyAt(TIME));
  expect(state).toBe("warning");
  expect(says).toContain(`This machine's clock is 1200 s ${which} its`);
});

test.each([TIME, null])(
  "half a minute, and an answer that does not tell its time, are in order",
  async (time) => {
    const { state, says } = await lookAtShopify(() => TIME + 30_000, await shopifyAt(time));
    expect(state).toBe("ok");
    expect(says).toMatch(/^127\.0\.0\.1:\d+ answers\.$/);
  },
);
