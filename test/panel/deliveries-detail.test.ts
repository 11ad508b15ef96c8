import { expect, test } from "vitest";
import { adminLink } from "../../app/ui/deliveries/admin-link.ts";
import { latencyOf } from "../../app/ui/deliveries/latency.ts";
import { readWindow } from "../../app/ui/deliveries/read-window.ts";
import { treeOf } from "../../app/ui/json/json-body.tsx";
import { localOf } from "../../app/ui/time/local-time.ts";

test("orders, customers and products have a page in Shopify's admin, all else has none that is known", () => {
  expect(adminLink("gid://shopify/Order/450789469")).toEqual({
    type: "Order",
    url: "shopify://admin/orders/450789469",
  });
  expect(adminLink("gid://shopify/Customer/7")?.url).toBe("shopify://admin/customers/7");
  expect(adminLink("gid://shopify/Product/7")?.url).toBe("shopify://admin/products/7");
  for (const gid of [
    ...[null, "", "7", "pass-1", "gid://shopify/SubscriptionContract/7", "gid://shopify/toString/7"],
    ...[
      "gid://shopify/Order/7/../../x",
      "gid://shopify/Order/7?x",
      "gid://other/Order/7",
      "javascript:alert(1)",
    ],
  ])
    expect(adminLink(gid)).toBeUndefined();
});

test("the latency reaches from the receipt to the end of the first success", () => {
  const at = (ms: number) => new Date(ms);
  const attempt = (status: string, startedAt: Date, durationMs: number) =>
    ({ status, startedAt, durationMs }) as Parameters<typeof latencyOf>[0]["attemptLog"][number];
  const attemptLog = [
    attempt("failed", at(2_000), 100),
    attempt("succeeded", at(5_000), 300),
    attempt("succeeded", at(9_000), 1),
  ];
  expect(latencyOf({ attemptLog, received: { at: at(1_000), from: "shopify" }, createdAt: at(1_500) })).toBe(
    4_300,
  );
  expect(latencyOf({ attemptLog, received: null, createdAt: at(1_500) })).toBe(3_800);
  expect(latencyOf({ attemptLog: attemptLog.slice(0, 1), received: null, createdAt: at(0) })).toBeUndefined();
  expect(latencyOf({ attemptLog, received: null, createdAt: at(99_000) })).toBe(0); // clocks differ
});

test("a window is read in the shop's zone, and what is wrong with it is told at its field", () => {
  const read = (from: string, until: string) => readWindow({ from, until }, "America/Toronto");
  expect(read("2026-11-20T09:00", "2026-11-20T10:30")).toEqual({
    kind: "window",
    since: "2026-11-20T14:00:00.000Z",
    until: "2026-11-20T15:30:00.000Z",
  });
  expect(read("2026-11-20T09:00", "")).toMatchObject({ kind: "window", until: null });
  expect(read("", "2026-11-20T09:00")).toMatchObject({ kind: "window", since: null });
  expect(read("", "")).toEqual({ kind: "wrong", field: "from", why: "noTime" });
  expect(read("2026-11-20", "")).toEqual({ kind: "wrong", field: "from", why: "noTime" });
  expect(read("", "soon")).toEqual({ kind: "wrong", field: "until", why: "noTime" });
  expect(read("2026-11-20T09:00", "2026-11-20T09:00")).toEqual({
    kind: "wrong",
    field: "until",
    why: "wrongOrder",
  });
});

test("an instant fills a date-time field with the shop's own time", () => {
  const instant = new Date("2026-11-20T14:03:59.000Z");
  expect(localOf(instant, "America/Toronto")).toBe("2026-11-20T09:03");
  expect(localOf(instant, "Asia/Kolkata")).toBe("2026-11-20T19:33");
  expect(localOf(new Date("2026-11-20T00:00:00Z"), "UTC")).toBe("2026-11-20T00:00");
  expect(localOf(instant, "Nowhere/Land")).toBe("2026-11-20T14:03");
});

test("a body becomes a tree where it is JSON that is not too long", () => {
  expect(treeOf('{"a":1.0}')).toEqual({ a: "1.0" });
  expect(treeOf("<html>")).toBeUndefined();
  expect(treeOf(`["${"x".repeat(100_000)}"]`)).toBeUndefined();
});
