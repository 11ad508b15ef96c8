// The second click of a double click does nothing more: no secret goes unseen, no dialog closes, nothing is taken twice.
import type { Locator } from "playwright-core";
import { beforeAll, expect } from "vitest";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, stack, page, panel, open, go, button, choose, violations, expectQuiet } =
  await panelTests();

beforeAll(() => open("/app/endpoints/new"));

const hook = (path: string) => `${stack.receiver.url}${path}`;
const stored = () => button("I have stored it");
const backdrop = () => panel.locator(".Polaris-Backdrop");

/** Both clicks hit the same place, whatever stands there by the second. `between`: what the first one does */
async function doubleClick(target: Locator, between: () => Promise<void>): Promise<void> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error("there is nothing to click");
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await between();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
}

inBrowser(
  "a secret that was stored leaves its place empty until all are, so that no other is hit",
  async () => {
    await panel.getByLabel("URL", { exact: true }).fill(`${hook("/a")}\n${hook("/b")}\n${hook("/c")}`);
    await choose("A secret of its own for each URL");
    await choose("order/paid");
    await button("Save").click();
    await stored().nth(2).waitFor();
    await doubleClick(stored().first(), () => expect.poll(() => stored().count()).toBe(2));
    expect(await stored().count()).toBe(2);
    expect(await violations()).toEqual([]);
    const place = panel.getByText("Stored", { exact: true });
    expect(await place.count()).toBe(1);
    await stored().last().click();
    await expect.poll(() => place.count()).toBe(2);
    await stored().click();
    await expect.poll(() => place.count()).toBe(0);
  },
);

const DIALOGS = [
  { path: "/app/topics/order/paid", name: "Test call" },
  { path: "/app/settings/rules", name: "Choose: Selling plan groups" },
];

for (const { path, name } of DIALOGS) {
  inBrowser(
    `a double click on "${name}" leaves its dialog open, and a click beside it closes it`,
    async () => {
      await go(path);
      await doubleClick(button(name), () => backdrop().waitFor());
      expect(await backdrop().count()).toBe(1);
      await backdrop().click({ position: { x: 4, y: 4 } });
      await backdrop().waitFor({ state: "detached" });
    },
  );
}

inBrowser("the picker of products opens one at a time", async () => {
  await go("/app/settings/rules");
  const pickers = panel.getByRole("dialog", { name: "Add products" });
  for (const _ of ["first", "again"]) {
    await button("Choose: Products").dblclick();
    await pickers.first().waitFor();
    expect(await pickers.count()).toBe(1);
    await pickers.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => pickers.count()).toBe(0);
  }
});

inBrowser("a double click on a URL's cross takes that one away, and not the next", async () => {
  await go("/app/endpoints/by-category");
  const row = panel.getByRole("group", { name: "order/paid", exact: true });
  const chips = row.getByRole("listitem");
  await expect.poll(() => chips.count()).toBe(3);
  await doubleClick(chips.first().getByRole("button"), () => expect.poll(() => chips.count()).toBe(2));
  expect(await chips.count()).toBe(2);
  await chips.first().getByRole("button").click();
  await expect.poll(() => chips.count()).toBe(1);
});

expectQuiet();
