import { expect, test } from "vitest";
import { diagnose } from "../../app/ui/deliveries/diagnose.ts";

const REASONS = ["timeout", "dns", "tls", "connection", "blocked_address", "redirect", "response_too_large"];

test("a success needs no diagnosis", () => {
  expect(diagnose({ reason: null, statusCode: 200 })).toBeUndefined();
});

test.each(REASONS)("%s says in plain words what happened and what helps", (reason) => {
  const { short, what, advice } = diagnose({ reason, statusCode: null }) ?? {};
  expect(short).not.toBe(reason);
  expect(what).toMatch(/^[A-Z].+\.$/);
  expect(advice).toMatch(/^[A-Z].+\.$/);
});

test("a status is told apart by what it means", () => {
  const what = (statusCode: number) => diagnose({ reason: "http_status", statusCode })?.what;
  expect(what(401)).toContain("signature");
  expect(what(404)).toContain("nothing at this URL");
  expect(what(418)).toBe("Your server did not accept the request.");
  expect(what(500)).toBe(what(599));
  expect(what(503)).not.toBe(what(500));
});

test("lists show the status, and the page has words for a reason it does not know", () => {
  expect(diagnose({ reason: "http_status", statusCode: 418 })?.short).toBe("418");
  expect(diagnose({ reason: "moon_phase", statusCode: null })).toMatchObject({
    short: "moon_phase",
    what: expect.any(String),
  });
});
