// The panel inside the admin's frame: how it is opened and gone through, and what axe finds on it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function panelFrame(page: Page, appUrl: string): Frame {
  const frame = page.frames().find((candidate) => candidate.url().startsWith(appUrl));
  if (!frame) throw new Error("the panel is not framed");
  return frame;
}

interface PanelOf {
  appUrl: string;
  adminUrl(path?: string): string;
}

/** Opens a page of the panel and waits until it answers. `stack`: the sandbox's. */
export async function openPanel(page: Page, stack: PanelOf, path: string): Promise<void> {
  await page.goto(stack.adminUrl(path));
  await untilItAnswers(page, stack);
}

/** The same, for the page that is open. */
export async function reloadPanel(page: Page, stack: PanelOf): Promise<void> {
  await page.reload();
  await untilItAnswers(page, stack);
}

/** Before React has taken over what the server sent, and has come to rest, a click may lead nowhere. */
async function untilItAnswers(page: Page, { appUrl }: PanelOf): Promise<void> {
  await page.frameLocator("#panel").locator("h1").first().waitFor();
  const frame = panelFrame(page, appUrl);
  await frame.waitForFunction(() =>
    Object.keys(document.querySelector("h1") ?? {}).some((key) => key.startsWith("__react")),
  );
  await frame.evaluate(comeToRest);
}

/** On a busy machine a page that moves may never be idle. */
const comeToRest = () =>
  new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 500 }));

type Router = { navigate(path: string, options: { flushSync: boolean }): Promise<void> };

/** Goes to another page as a link of the panel does: at a quarter of what loading all of it costs. */
export async function goInPanel(frame: Frame, path: string): Promise<void> {
  await frame.evaluate(async (to) => {
    const { __remixRouter } = globalThis as unknown as { __remixRouter: Router };
    await __remixRouter.navigate(to, { flushSync: true });
  }, path);
  await frame.evaluate(comeToRest);
  await frame.locator("h1").first().waitFor();
}

/** Pixels by which the page scrolls sideways; 0 as it should be. */
export const sideways = (frame: Frame): Promise<number> =>
  frame.evaluate(() =>
    Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth),
  );

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}

/** What fades in has the contrast, and what grows the width, that it ends with. Some never end. */
export async function endAnimations(frame: Frame): Promise<void> {
  await frame.evaluate(comeToRest);
  await frame.evaluate(() => {
    for (const animation of document.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
  });
}

/** What axe finds on the panel's page. */
export async function axeViolations(frame: Frame): Promise<string[]> {
  await endAnimations(frame);
  if (await frame.evaluate(() => !("axe" in globalThis))) await frame.evaluate(AXE);
  const found = await frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe };
    return (await axe.run({ resultTypes: ["violations"] })).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
