// A Chromium: the one that comes from npm, else one that is on the machine.
import { existsSync } from "node:fs";
import sparticuz from "@sparticuz/chromium";
import { type Browser, chromium, type Page } from "playwright-core";

const ON_THE_MACHINE = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Shopify's library answers 410 to what calls itself headless. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";

// Sparticuz's own arguments would end the browser with its first page.
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-features=LocalNetworkAccessChecks"];

/**
 * The Chromium that comes from npm, unpacked into the system's temporary folder if it is not there yet; undefined where
 * it does not run. Once before the workers: one would start what another is still writing.
 */
export const unpackBrowser = (): Promise<string | undefined> =>
  sparticuz.executablePath().catch(() => undefined);

/** undefined when there is none; in CI that is an error. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const candidates = [await unpackBrowser(), ...ON_THE_MACHINE];
  const problems: string[] = [];
  for (const executablePath of candidates) {
    if (!executablePath || !existsSync(executablePath)) continue;
    try {
      return await chromium.launch({ executablePath, args: ARGUMENTS });
    } catch (error) {
      problems.push(`${executablePath}: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  const message = `BROWSER TESTS SKIPPED: no Chromium starts here. Install one (Debian: apt-get install chromium). ${problems.join(" ")}`;
  if (process.env.CI) throw new Error(message);
  console.warn(`\n${"!".repeat(100)}\n${message}\n${"!".repeat(100)}\n`);
  return undefined;
}

/** What Remix logs, in Chromium's words, of a page that was left while its data came in: no fault, and no merchant sees it. */
const LEFT_EARLY = "AbortError: BodyStreamBuffer was aborted";

export interface Tab {
  page: Page;
  /** what the browser complained about */
  complaints: string[];
  /** requests that left this machine */
  escaped: string[];
}

export async function openTab(browser: Browser, width = 1280): Promise<Tab> {
  const context = await browser.newContext({
    userAgent: USER_AGENT,
    viewport: { width, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const tab: Tab = { page, complaints: [], escaped: [] };
  page.on("console", (message) => {
    const isFault = message.type() === "error" && !message.text().startsWith(LEFT_EARLY);
    if (isFault) tab.complaints.push(message.text());
  });
  page.on("pageerror", ({ message }) => void tab.complaints.push(message));
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") tab.escaped.push(request.url());
  });
  return tab;
}
