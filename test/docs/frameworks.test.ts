// What docs/receivers shows for frameworks, run in them where the machine has them.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import type { Deps } from "../../app/config/deps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";
import { createTestReceiver, type TestReceiver } from "../helpers/test-receiver.ts";
import { capture, deliverProduct, openShop, pass } from "./captured-requests.ts";
import { frameworkExamples } from "./framework-examples.ts";
import { type RunningReceiver, runReceiver } from "./running-receiver.ts";

const SECRET = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;

let deps: Deps;
let catcher: TestReceiver;

beforeAll(async () => {
  ({ deps } = await createTestDeps({}, { clock: systemClock }));
  catcher = await createTestReceiver();
});

const EXAMPLES = frameworkExamples();
const absent = EXAMPLES.flatMap(({ missing }) => missing ?? []);
if (absent.length > 0)
  console.info(`Not on this machine, so their examples are not run: ${absent.join(", ")}`);

describe.each(EXAMPLES.filter(({ missing }) => !missing))("the example $name for $page", (example) => {
  let receiver: RunningReceiver;

  beforeAll(async () => {
    receiver = await runReceiver({ ...example, secret: SECRET });
  });

  afterAll(() => receiver?.stop());

  // Every length of more than 100 KiB, 1 MiB and 2.5 MB is one that some framework stops at.
  test.each(["", "x".repeat(3 << 20)])("stores a delivery byte for byte, once", async (filling) => {
    const product = `{"id":123456789012345678,"title":"Grüße 🫖","price":1.0,"body_html":"${filling}"}`;
    const shop = await openShop(deps, { url: `${receiver.origin}/hook`, secret: SECRET });
    const [[event, status] = []] = await deliverProduct(deps, shop, product);
    expect(status).toBe(204);
    expect((await receiver.stored()).get(event ?? "")).toContain(product.slice(1, -1));
    const again = await capture(deps, catcher, { secret: SECRET });
    expect(await pass(`${receiver.origin}/hook?base64`, again)).toBe(204);
    const count = (await receiver.stored()).size;
    expect(await pass(`${receiver.origin}/hook`, again)).toBe(204);
    expect((await receiver.stored()).size).toBe(count);
  });

  test("refuses what changed on the way", async () => {
    const { headers, body } = await capture(deps, catcher, { secret: SECRET });
    const changed = { headers, body: body.replace("Tea", "Sea") };
    expect(await pass(`${receiver.origin}/hook`, changed)).toBe(401);
    expect((await receiver.stored()).has(headers["webhook-id"] ?? "")).toBe(false);
  });
});

test("the pages quote every file of the receivers' folders", () => {
  const folder = "docs/receivers";
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  const quoted = pages.flatMap((page) =>
    [...readFileSync(`${folder}/${page}`, "utf8").matchAll(/^<!-- (\S+) -->$/gm)].map(([, file]) => file),
  );
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\/.+\./.test(file),
  );
  expect(quoted.toSorted()).toEqual(files.filter((file) => !file.includes("__pycache__")).toSorted());
});
