import { beforeAll, expect, test } from "vitest";
import type { NoticeKind } from "../../app/endpoints/insert-notices.ts";
import { bareUrl, endpointName } from "../../app/notifications/endpoint-name.ts";
import { listNotices } from "../../app/notifications/list-notices.ts";
import { noticeSection } from "../../app/notifications/notice-words.ts";
import { addFlowTrigger } from "../helpers/flow-trigger.ts";
import { addEndpoint, addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { note } from "./alert-steps.ts";

const TRIGGER = { id: "ep_1", url: "flow:billing-failed", description: "Shopify Flow: Billing failed" };

let app: TestDeps;

beforeAll(async () => {
  app = await createTestDeps();
});

const section = (kind: NoticeKind, more: object = {}) =>
  noticeSection(
    {
      ...{ id: "ntc_1", kind, disabledReason: null, since: null, deliveryId: "dlv_1", endpoint: TRIGGER },
      ...{ reason: "flow_refused", statusCode: 200, createdAt: new Date(0), ...more },
      response: `{"userErrors":[{"message":"Invalid handle 'billing-failed'."}]}`,
    },
    "UTC",
    (path) => `https://admin.example${path}`,
  );

test("a trigger is called by its description and has no address", () => {
  expect(endpointName(TRIGGER)).toBe("Shopify Flow: Billing failed");
  expect(bareUrl(TRIGGER.url)).toBeNull();
  expect(bareUrl("https://example.com/hook?token=hidden")).toBe("https://example.com/hook");
});

test("a mail about a trigger speaks of Shopify, and leads to the page of the triggers", () => {
  const { title, facts, paragraphs, link } = section("failing");
  expect(title).toBe("“Shopify Flow: Billing failed” is failing");
  expect(facts).toContainEqual(["Trigger", "Shopify Flow: Billing failed"]);
  expect(paragraphs.join(" ")).toContain("Shopify Flow does not know this trigger.");
  expect(link).toEqual({ label: "See the triggers", href: "https://admin.example/app/flow" });
});

test.each(["first_failure", "failing", "disabled", "recovered", "exhausted"] as NoticeKind[])(
  "a mail “%s” about a trigger calls it no endpoint and no server",
  (kind) => {
    const { title, paragraphs } = section(kind, { disabledReason: "failing" });
    expect([title, ...paragraphs].join(" ")).not.toMatch(/endpoint|server|URL/i);
  },
);

test("a delivery that did not reach Flow is linked to itself", () => {
  expect(section("exhausted").link).toMatchObject({ href: "https://admin.example/app/deliveries/dlv_1" });
});

test("the panel lists what happened to a trigger by its name", async () => {
  const shopId = await addShop(app.deps);
  const endpointId = await addFlowTrigger(app.deps.pool, shopId);
  await note(app.deps, { shopId, endpointId }, "failing");
  expect(await listNotices(app.deps, shopId)).toMatchObject([
    { endpoint: { id: endpointId, name: "Shopify Flow: Billing failed", url: null, deleted: false } },
  ]);
});

test("what is noted for events alone is not among the merchant's notices", async () => {
  const shopId = await addShop(app.deps, "quiet.myshopify.com");
  const { id: endpointId } = await addEndpoint(app.deps, shopId, "https://127.0.0.1/w", [
    "endpoint/delivery_failed",
  ]);
  await note(app.deps, { shopId, endpointId }, "exhausted");
  await note(app.deps, { shopId, endpointId }, "exhausted", { mail: "skipped" });
  expect(await listNotices(app.deps, shopId)).toMatchObject([{ kind: "exhausted", mail: "pending" }]);
});
