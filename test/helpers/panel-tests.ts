// What every file of browser tests begins with: a shop in the sandbox, and its panel in a tab.
import type pg from "pg";
import type { Browser, Frame, FrameLocator, Locator, Page } from "playwright-core";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { connectShop } from "#sandbox/demo/connect-shop.ts";
import { type ManagementApi, managementApi } from "#sandbox/demo/management-api.ts";
import type { Stack } from "#sandbox/stack.ts";
import { createToken } from "../../app/tokens/create-token.ts";
import { openTab, type Tab } from "./browser.ts";
import { axeViolations, goInPanel, openPanel, panelFrame, reloadPanel, sideways } from "./panel-frame.ts";
import { sharedBrowser, sharedStack, startPanelStack } from "./panel-stack.ts";

export interface PanelTests {
  /** a test that runs where a Chromium starts */
  inBrowser: typeof test | typeof test.skip;
  browser: Browser;
  /** as the file's own shop sees it */
  stack: Stack;
  db: pg.Pool;
  shopId: string;
  api: ManagementApi;
  tab: Tab;
  page: Page;
  /** what the frame shows */
  panel: FrameLocator;
  frame(): Frame;
  /** loads the admin and the panel in it */
  open(path: string): Promise<void>;
  /** goes there from the page that is shown; what scripts and toasts have left stays */
  go(path: string): Promise<void>;
  /** loads the admin and the panel anew where they are */
  reload(): Promise<void>;
  button(name: string | RegExp): Locator;
  /**
   * Ticks a box or a choice of the panel, or of a part of it, by its words, as a merchant does: Polaris covers the input,
   * and a forced click would hit whatever lies or slides over it.
   */
  choose(label: string, within?: Locator): Promise<void>;
  /** does this, and expects what then stands there for a moment only: whoever begins to wait afterwards may miss it */
  glimpse(told: Locator, act: () => Promise<void>): Promise<void>;
  violations(): Promise<string[]>;
  /** what the clipboard holds, once it is that: until then it has what was copied before */
  copied(wanted: RegExp): Promise<string>;
  /** expects that the browser complains of this, and of nothing else until now, and forgets it */
  complained(of: RegExp): Promise<void>;
  /** another tab, until the test ends */
  otherTab(width?: number): Promise<Tab>;
  /** expects that none of these pages scrolls sideways on a phone */
  fitsPhone(...paths: string[]): Promise<void>;
  /** a last test: the browser has complained of nothing but what is `foreseen`, and nothing left the machine */
  expectQuiet(foreseen?: string): void;
}

export interface PanelOptions {
  /** of the app, which is then one of this file's own */
  env?: Record<string, string>;
  /** what the merchant has granted when the file begins */
  scopes?: string[];
  /** false: nobody has opened the panel yet, so that there is neither `shopId` nor `api` */
  installed?: boolean;
}

const TIMEOUT_MS = 15_000;
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 900 };

/** For the top of a test file, which is skipped where no Chromium starts; then there is nothing but `inBrowser`. */
export async function panelTests({ env, scopes, installed = true }: PanelOptions = {}): Promise<PanelTests> {
  const browser = await sharedBrowser();
  if (!browser) return { inBrowser: test.skip, expectQuiet: () => undefined } as unknown as PanelTests;
  const { stack, db } = env ? await startPanelStack(env) : await sharedStack();
  const { grants } = stack.shopify;
  const granted = grants.scopes();
  if (scopes) grants.setScopes(scopes);
  const tab = await openTab(browser);
  tab.page.setDefaultTimeout(TIMEOUT_MS);
  afterAll(async () => {
    await tab.page.context().close();
    grants.setScopes(granted);
    if (env) await db.end().then(stack.stop);
    else await stack.receiver.close();
  });
  const shop = installed ? await install(stack, db) : undefined;
  return { inBrowser: test, browser, stack, db, ...inTab({ browser, stack, tab }), ...shop } as PanelTests;
}

async function install(stack: Stack, db: pg.Pool): Promise<Pick<PanelTests, "shopId" | "api">> {
  await connectShop(stack);
  const { rows } = await db.query<{ id: string }>("select id from shop where domain = $1", [stack.shop]);
  if (!rows[0]) throw new Error("the shop has not been installed");
  const { token } = await createToken({ pool: db }, rows[0].id, "write");
  return { shopId: rows[0].id, api: managementApi(stack.appUrl, token) };
}

function inTab({ browser, stack, tab }: Pick<PanelTests, "browser" | "stack" | "tab">) {
  const { page } = tab;
  const panel = page.frameLocator("#panel");
  const frame = () => panelFrame(page, stack.appUrl);
  const go = (path: string) => goInPanel(frame(), path);
  return {
    ...{ tab, page, panel, frame, go },
    open: (path: string) => openPanel(page, stack, path),
    reload: () => reloadPanel(page, stack),
    button: (name: string | RegExp) => panel.getByRole("button", { name, exact: true }),
    async choose(label: string, within: Pick<Locator, "getByLabel"> = panel) {
      const input = within.getByLabel(label, { exact: true });
      await panel.locator(`label[for="${await input.getAttribute("id")}"]`).click();
      await expect.poll(() => input.isChecked()).toBe(true);
    },
    glimpse: (told: Locator, act: () => Promise<void>) =>
      Promise.all([told.waitFor(), act()]).then(() => undefined),
    violations: () => axeViolations(frame()),
    async copied(wanted: RegExp) {
      const read = () => frame().evaluate(() => navigator.clipboard.readText());
      await expect.poll(read).toMatch(wanted);
      return read();
    },
    async complained(of: RegExp) {
      await expect.poll(() => tab.complaints).not.toEqual([]);
      for (const complaint of tab.complaints.splice(0)) expect(complaint).toMatch(of);
    },
    async otherTab(width?: number) {
      const other = await openTab(browser, width);
      other.page.setDefaultTimeout(TIMEOUT_MS);
      onTestFinished(() => other.page.context().close());
      return other;
    },
    async fitsPhone(...paths: string[]) {
      await page.setViewportSize(PHONE);
      onTestFinished(() => page.setViewportSize(WIDE));
      for (const path of paths) {
        await go(path);
        expect(await sideways(frame()), path).toBe(0);
      }
    },
    expectQuiet(foreseen?: string) {
      test("the browser complained about nothing, and nothing left this machine", () => {
        const isForeseen = (complaint: string) => foreseen !== undefined && complaint.includes(foreseen);
        expect(tab.complaints.filter((complaint) => !isForeseen(complaint))).toEqual([]);
        expect(tab.escaped).toEqual([]);
      });
    },
  };
}
