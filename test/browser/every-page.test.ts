// Every page of the panel, wide and narrow, in both languages: accessible, in its frame, and without a complaint.
import { expect, test } from "vitest";
import { type FilledPanel, fillPanel } from "#sandbox/seed/fill-panel.ts";
import { panelPages } from "#sandbox/seed/panel-pages.ts";
import { openTab, type Tab } from "../helpers/browser.ts";
import { axeViolations, openPanel, panelFrame } from "../helpers/panel-frame.ts";
import { panelTests } from "../helpers/panel-tests.ts";

let filled: FilledPanel;
const { inBrowser, at } = await panelTests(async ({ stack }) => {
  filled = await fillPanel(stack);
});

/** A page that does not exist is a 404, and the browser says so. */
const FORESEEN = /status of 404/;

async function look(tab: Tab, path: string): Promise<string[]> {
  await openPanel(tab.page, at.stack, path);
  const frame = panelFrame(tab.page, at.stack.appUrl);
  const overflow = await frame.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return [
    ...(await axeViolations(frame)),
    ...(overflow > 0 ? [`it scrolls sideways by ${overflow} px`] : []),
    ...tab.complaints.splice(0).filter((complaint) => !FORESEEN.test(complaint)),
    ...tab.escaped.splice(0).map((url) => `it asked ${url}`),
  ];
}

for (const [width, locale] of [
  [1280, "en"],
  [390, "en"],
  [390, "fr"],
] as const) {
  inBrowser(
    `every page at ${width} px in ${locale} has nothing to object to`,
    async () => {
      const tab = await openTab(at.browser, width);
      const found: string[] = [];
      for (const { name, path } of panelPages(filled)) {
        const problems = await look(tab, `${path}${path.includes("?") ? "&" : "?"}locale=${locale}`);
        found.push(...problems.map((problem) => `${name}: ${problem}`));
      }
      expect(found).toEqual([]);
    },
    180_000,
  );
}

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

inBrowser(
  "pages stand still and show soon",
  async () => {
    const worst = { lcp: 0, cls: 0 };
    for (const { path } of panelPages(filled)) {
      await openPanel(at.page, at.stack, path);
      const { lcp, cls } = await panelFrame(at.page, at.stack.appUrl).evaluate(readVitals);
      worst.lcp = Math.max(worst.lcp, lcp);
      worst.cls = Math.max(worst.cls, cls);
    }
    expect(worst.lcp).toBeGreaterThan(0);
    // The limits of "Built for Shopify".
    expect(worst.lcp).toBeLessThan(2_500);
    expect(worst.cls).toBeLessThan(0.1);
  },
  120_000,
);

test.skipIf(!process.env.CI)("in CI there is a browser", () => {
  expect(at.browser).toBeDefined();
});
