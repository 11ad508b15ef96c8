import { expect, test } from "vitest";
import { judgeResponse } from "../../../app/pipeline/deliver/judge-response.ts";

test.each([
  ["https://user:hush@example.com/a?token=hush#hush", "https://example.com/a"],
  ["//hush@example.com/a", "//example.com/a"],
  ["HTTPS:\\\\user:hu@sh@example.com\\a", "HTTPS:\\\\example.com\\a"],
  ["https://example.com/@shop/a", "https://example.com/@shop/a"],
  ["/login", "/login"],
  [
    `https://user:${"x".repeat(5_000)}@example.com/${"y".repeat(5_000)}`,
    `https://example.com/${"y".repeat(180)}`,
  ],
])("of a redirect to %.60s the place is told and no secret", (location, detail) => {
  const headers = { location };
  const rest = { durationMs: 1, remoteAddress: "127.0.0.1", body: "", truncated: false };
  expect(judgeResponse({ kind: "answered", statusCode: 302, headers, ...rest })).toEqual({
    ...{ status: "failed", reason: "redirect", detail },
  });
});
