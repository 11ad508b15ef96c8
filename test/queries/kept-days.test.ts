import { expect, test } from "vitest";
import { saveKeptDays } from "../../app/privacy/save-kept-days.ts";
import { keptDays } from "../../app/queries/kept-days.ts";
import { addShop } from "../helpers/pipeline-steps.ts";
import { createTestDeps } from "../helpers/test-deps.ts";

test("a shop whose operator keeps bodies for longer by now keeps them no longer than its own log", async () => {
  const { deps } = await createTestDeps();
  const shopId = await addShop(deps);
  const { payloads } = await keptDays(deps, shopId);
  const typed = { payloads: String(payloads), log: String(payloads) };
  expect(await saveKeptDays(deps, shopId, typed)).toEqual({ kind: "saved" });
  const raised = { ...deps, env: { ...deps.env, PAYLOAD_RETENTION_DAYS: payloads + 20 } };
  expect(await keptDays(raised, shopId)).toMatchObject({ payloads, log: payloads });
  expect(await saveKeptDays(raised, shopId, typed)).toEqual({ kind: "saved" });
});
