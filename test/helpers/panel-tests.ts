// What every file of browser tests begins with: the sandbox with the app, and the panel in a tab.
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { ensureBuild } from "#sandbox/ensure-build.ts";
import { type Stack, type StackOptions, startStack } from "#sandbox/stack.ts";
import { temporaryData } from "#sandbox/temporary-data.ts";
import { launchBrowser, openTab, type Tab } from "./browser.ts";

export interface PanelTests {
  browser: Browser;
  stack: Stack;
  tab: Tab;
  page: Page;
  /** the frame */
  panel: FrameLocator;
}

const START_MS = 180_000;

/**
 * For the top of a test file. Tests made with `inBrowser` run where a Chromium starts; `at` is filled before the first of
 * them. `before`: what the tests begin with.
 */
export async function panelTests(
  before: (at: PanelTests) => Promise<void> = async () => undefined,
  options: Partial<StackOptions> = {},
) {
  const browser = await launchBrowser();
  const at = {} as PanelTests;
  beforeAll(async () => {
    if (!browser) return;
    await ensureBuild(() => undefined);
    const data = await temporaryData("carillon-panel-");
    const stack = await startStack({
      dataDir: data.directory,
      ...options,
      env: { LOG_LEVEL: "warn", ...options.env },
    });
    afterAll(async () => {
      await browser.close();
      await stack.stop();
      await data.remove();
    });
    const tab = await openTab(browser);
    tab.page.setDefaultTimeout(15_000);
    Object.assign(at, { browser, stack, tab, page: tab.page, panel: tab.page.frameLocator("#panel") });
    await tab.page.goto(stack.adminUrl());
    await at.panel.locator("h1").first().waitFor();
    await before(at);
  }, START_MS);
  return { inBrowser: test.runIf(browser), at };
}
