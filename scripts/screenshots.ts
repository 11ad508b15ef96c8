// `npm run screenshots -- DIRECTORY`: every page of the panel at 1280 and 390 px, in every language, as PNG files.
import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { LANGUAGES } from "../app/locales/languages.ts";
import { ensureBuild } from "../sandbox/ensure-build.ts";
import { fillPanel } from "../sandbox/seed/fill-panel.ts";
import { panelPages } from "../sandbox/seed/panel-pages.ts";
import { type Stack, startStack } from "../sandbox/stack.ts";
import { temporaryData } from "../sandbox/temporary-data.ts";
import { launchBrowser, openTab } from "../test/helpers/browser.ts";
import { endAnimations, openPanel, panelFrame } from "../test/helpers/panel-frame.ts";

const WIDTHS = [1280, 390];
const directory = process.argv[2];
if (!directory) {
  console.error("Name a directory: npm run screenshots -- screenshots");
  process.exit(1);
}
mkdirSync(directory, { recursive: true });

await ensureBuild(console.error);
const browser = await launchBrowser();
if (!browser) process.exit(1);
const data = await temporaryData("carillon-screenshots-");
const stack = await startStack({ dataDir: data.directory, env: { LOG_LEVEL: "error" } });
try {
  await shootAll(browser, stack, directory);
} finally {
  await browser.close();
  await stack.stop();
  await data.remove();
}

async function shootAll(browser: Browser, stack: Stack, into: string): Promise<void> {
  const { page } = await openTab(browser);
  await openPanel(page, stack, "/app"); // installs the app
  const pages = panelPages(await fillPanel(stack));
  for (const width of WIDTHS) {
    const tab = await openTab(browser, width);
    for (const language of LANGUAGES) {
      for (const { name, path: address } of pages) {
        const query = `${address.includes("?") ? "&" : "?"}locale=${language}`;
        await openPanel(tab.page, stack, address + query);
        const frame = panelFrame(tab.page, stack.appUrl);
        await endAnimations(frame);
        // The frame alone, as long as its page is.
        const height = await frame.evaluate(() => document.documentElement.scrollHeight);
        await tab.page.setViewportSize({ width, height: Math.min(Math.max(height + 160, 900), 6_000) });
        await tab.page
          .locator("#panel")
          .screenshot({ path: path.join(into, `${name}-${width}-${language}.png`) });
        await tab.page.setViewportSize({ width, height: 900 });
      }
    }
    console.error(`${width} px: ${pages.length * LANGUAGES.length} pages`);
  }
}
