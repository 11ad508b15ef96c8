// Every page of the panel, wide and narrow, in both languages: accessible, in its frame, soon there, and without a
// complaint.
import type { Frame, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { type FilledPanel, fillPanel } from "#sandbox/seed/fill-panel.ts";
import { panelPages } from "#sandbox/seed/panel-pages.ts";
import type { Tab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame, sideways } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";

const { inBrowser, browser, stack, otherTab } = await panelTests();
let filled: FilledPanel;

beforeAll(async () => {
  filled = await fillPanel(stack);
});

/** A page that does not exist is a 404, and the browser says so. */
const FORESEEN = /status of 404/;

/** The limits of "Built for Shopify". */
const LIMITS = { lcp: 2_500, cls: 0.1 };

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 900 };

interface Vitals {
  /** milliseconds */
  lcp: number;
  cls: number;
}

/** As browsers measure them; https://web.dev/articles/vitals */
const readVitals = (): Promise<Vitals> =>
  new Promise((resolve) => {
    const vitals = { lcp: 0, cls: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.lcp = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        vitals.cls += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(vitals), 500);
  });

async function vitalProblems(frame: Frame): Promise<string[]> {
  const { lcp, cls } = await frame.evaluate(readVitals);
  return [
    ...(lcp > 0 && lcp < LIMITS.lcp ? [] : [`its largest part is there after ${lcp} ms`]),
    ...(cls < LIMITS.cls ? [] : [`it moves by itself by ${cls}`]),
  ];
}

async function overflows(page: Page, frame: Frame, size: typeof WIDE): Promise<string[]> {
  await page.setViewportSize(size);
  const overflow = await sideways(frame);
  return overflow > 0 ? [`at ${size.width} px it scrolls sideways by ${overflow} px`] : [];
}

async function look({ page, complaints, escaped }: Tab, path: string, isWide: boolean): Promise<string[]> {
  await openPanel(page, stack, path);
  let frame = panelFrame(page, stack.appUrl);
  let vital = await vitalProblems(frame);
  if (vital.length > 0) {
    await openPanel(page, stack, path); // a busy machine is late once, a slow page always
    frame = panelFrame(page, stack.appUrl);
    vital = await vitalProblems(frame);
  }
  return [
    ...vital,
    ...(await axeViolations(frame)),
    ...(await overflows(page, frame, PHONE)),
    ...(isWide ? await overflows(page, frame, WIDE) : []), // the next page's size as well
    ...complaints.splice(0).filter((complaint) => !FORESEEN.test(complaint)),
    ...escaped.splice(0).map((url) => `it asked ${url}`),
  ];
}

for (const [locale, size] of [
  ["en", WIDE],
  ["fr", PHONE],
] as const) {
  inBrowser(
    `every page in ${locale}, opened at ${size.width} px, has nothing to object to`,
    async () => {
      const tab = await otherTab(size.width);
      const found: string[] = [];
      for (const { name, path } of panelPages(filled)) {
        const address = `${path}${path.includes("?") ? "&" : "?"}locale=${locale}`;
        const problems = await look(tab, address, size === WIDE);
        found.push(...problems.map((problem) => `${name}: ${problem}`));
      }
      expect(found).toEqual([]);
    },
    180_000,
  );
}

test.skipIf(!process.env.CI)("in CI there is a browser", () => {
  expect(browser).toBeDefined();
});
