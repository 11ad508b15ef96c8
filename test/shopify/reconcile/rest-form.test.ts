import { expect, test } from "vitest";
import { idsOf, moneyText, timeText } from "../../../app/shopify/reconcile/rest-form.ts";

test.each([
  ["20.0", "CAD", "20.00"],
  ["57.33", "USD", "57.33"],
  ["1000.0", "JPY", "1000"],
  ["0.0", "EUR", "0.00"],
  ["1.25", "KWD", "1.250"],
  ["-3.5", "CAD", "-3.50"],
])("%s %s is written %s", (amount, currency, text) => {
  expect(moneyText(amount, currency)).toBe(text);
});

test("ids are numbers of any length, and times have an offset in the place of a letter", () => {
  const gid = "gid://shopify/Order/820982911946154508";
  expect(JSON.stringify(idsOf(gid))).toBe(`{"id":820982911946154508,"admin_graphql_api_id":"${gid}"}`);
  expect(timeText("2026-11-20T10:00:00Z")).toBe("2026-11-20T10:00:00+00:00");
});
