// What "Send again" says of what it does not send: nobody is told that all has arrived while something has not.
import { beforeAll, expect, test } from "vitest";
import { systemClock } from "../../app/config/clock.ts";
import { en } from "../../app/locales/en.ts";
import { startTexts, texts } from "../../app/locales/i18n.ts";
import * as recoverRoute from "../../app/routes/app/recoveries/recover.ts";
import { recoveryWords } from "../../app/ui/recoveries/recovery-words.ts";
import { addEndpoint } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { addDeliveries } from "../pipeline/recover/steps.ts";
import { installShop, signedIn } from "./panel-request.ts";

const OURS = "ours.myshopify.com";

let app: TestDeps;
let shopId: string;

beforeAll(async () => {
  app = await createTestDeps({}, { clock: systemClock });
  shopId = await installShop(app.deps, OURS);
  startTexts("en", { en });
});

const endpoint = async (name: string) =>
  (await addEndpoint(app.deps, shopId, `https://127.0.0.1/${name}`)).id;
const add = (endpointId: string, count: number, status: string) =>
  addDeliveries(app.deps, { shopId, endpointId }, count, { status, topic: "customer/created" });

async function count(id: string, include: "failed" | "missing", since = "24h") {
  const path = `/app/endpoints/${id}/recover?include=${include}&since=${since}`;
  const counted = await recoverRoute.loader(signedIn(app.deps, OURS, path, { params: { id } }));
  if (counted.kind !== "counted") throw new Error(counted.kind);
  const words = recoveryWords(texts.getFixedT("en", "recoveries"), "en");
  return { ...counted, said: words.counted(include, counted) };
}

test("what is tried again by itself is counted beside what failed for good", async () => {
  const id = await endpoint("retrying");
  await add(id, 6, "pending");
  expect(await count(id, "failed")).toMatchObject({ count: 0, beside: { pending: 6, ended: 0 } });
  expect(await count(id, "missing")).toMatchObject({
    ...{ beside: { pending: 6, ended: 0 }, said: "Every event that was stored has a delivery." },
  });
});

test("what a disabling discarded is pointed to, although it is older than the disabling", async () => {
  const id = await endpoint("gone");
  await add(id, 2, "discarded");
  const disabledAt = new Date(Date.now() - 1).toISOString();
  expect(await count(id, "missing", disabledAt)).toMatchObject({
    ...{ count: 0, beside: { pending: 0, ended: 2 }, said: "Every event that was stored has a delivery." },
  });
  expect(await count(id, "failed")).toMatchObject({ count: 2, beside: { pending: 0, ended: 0 } });
});

test("only where all has arrived it is said", async () => {
  const id = await endpoint("well");
  const since = new Date().toISOString();
  await add(id, 1, "succeeded");
  expect(await count(id, "missing", since)).toMatchObject({ said: "It got everything that was stored." });
});
