import { beforeAll, expect, test } from "vitest";
import { heldBackOf } from "../../app/queries/privacy.ts";
import { action } from "../../app/routes/app/settings/privacy/hold-back.ts";
import { loader } from "../../app/routes/app/settings/privacy/page.tsx";
import { createTestDeps, type TestDeps } from "../helpers/test-deps.ts";
import { installShop, signedIn } from "../panel/panel-request.ts";

const DOMAIN = "privacy.myshopify.com";
let app: TestDeps;
let shopId: string;
let otherId: string;

beforeAll(async () => {
  app = await createTestDeps();
  shopId = await installShop(app.deps, DOMAIN);
  otherId = await installShop(app.deps, "other.myshopify.com");
});

const save = (...fields: string[]) =>
  action(signedIn(app.deps, DOMAIN, "/app/settings/privacy/hold-back", { form: { hold_back: fields } }));

test("what is ticked is held back in this shop, and nothing ticked holds nothing back", async () => {
  expect(await save("phone", "name")).toEqual({ kind: "saved" });
  expect(await heldBackOf(app.deps, shopId)).toEqual(["name", "phone"]);
  expect(await heldBackOf(app.deps, otherId)).toEqual([]);
  expect(await loader(signedIn(app.deps, DOMAIN, "/app/settings/privacy"))).toMatchObject({
    heldBack: ["name", "phone"],
  });
  await save();
  expect(await heldBackOf(app.deps, shopId)).toEqual([]);
});

test("a field that there is not is refused, and what was chosen stays", async () => {
  await save("email");
  await expect(save("shoe_size")).rejects.toMatchObject({ init: { status: 400 } });
  expect(await heldBackOf(app.deps, shopId)).toEqual(["email"]);
});

test("a choice that another tab has made meanwhile is not overwritten", async () => {
  const click = (fields: string[], loaded: string) =>
    action(
      signedIn(app.deps, DOMAIN, "/app/settings/privacy/hold-back", { form: { hold_back: fields, loaded } }),
    );
  const loaded = (await heldBackOf(app.deps, shopId)).join();
  expect(await click(["email", "phone"], loaded)).toEqual({ kind: "saved" });
  expect(await click([], loaded)).toEqual({ kind: "changed_meanwhile", loaded });
  expect(await heldBackOf(app.deps, shopId)).toEqual(["email", "phone"]);
  expect(await click(["phone", "email"], loaded)).toEqual({ kind: "saved" });
  expect(await click([], "email,phone")).toEqual({ kind: "saved" });
  expect(await heldBackOf(app.deps, shopId)).toEqual([]);
});
