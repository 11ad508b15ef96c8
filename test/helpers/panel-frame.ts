// The panel inside the admin's frame, and what axe finds on it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function panelFrame(page: Page, appUrl: string): Frame {
  const frame = page.frames().find((candidate) => candidate.url().startsWith(appUrl));
  if (!frame) throw new Error("the panel is not framed");
  return frame;
}

/**
 * Opens a page of the panel and waits until it answers: before React has taken over what the server sent, and has come to
 * rest, a click may lead nowhere. `stack`: the sandbox's.
 */
export async function openPanel(
  page: Page,
  stack: { appUrl: string; adminUrl(path?: string): string },
  path: string,
): Promise<void> {
  await page.goto(stack.adminUrl(path));
  await page.frameLocator("#panel").locator("h1").first().waitFor();
  const frame = panelFrame(page, stack.appUrl);
  await frame.waitForFunction(() =>
    Object.keys(document.querySelector("h1") ?? {}).some((key) => key.startsWith("__react")),
  );
  await frame.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())));
}

/** What axe finds on the panel's page. */
export async function axeViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(AXE);
  const found = await frame.evaluate(async () => {
    const axe = (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    return (await axe.run()).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
