import { expect, test } from "vitest";
import { firstIdAt, newId } from "../../app/db/ids.ts";

test("no id is older than one of 1970, whatever time is asked for", () => {
  expect(firstIdAt("dlv", new Date("1901-01-01T00:00:00Z"))).toBe("dlv_000000000000");
  expect(firstIdAt("dlv", new Date(0))).toBe("dlv_000000000000");
  expect(newId("dlv") > firstIdAt("dlv", new Date(0))).toBe(true);
});
