import { statfs } from "node:fs/promises";
import net from "node:net";
import type { Env } from "../../config/env.ts";
import { type Finding, LONGEST_LOOK_MS, systemWord } from "./finding.ts";

const PATIENCE_MS = LONGEST_LOOK_MS - 500;

/** Whether the app answers where the world looks for it. */
export async function lookAtApp(url: string): Promise<Finding> {
  const check = "address";
  const trouble = await fetch(`${url}/healthz`, {
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).then(
    async (answer) => {
      const body = (await answer.json().catch(() => undefined)) as { status?: unknown } | undefined;
      return body?.status === "ok" ? undefined : `answered ${answer.status}, and not as Carillon does`;
    },
    (error) => `does not answer from here (${systemWord(error)})`,
  );
  if (trouble === undefined) return { check, state: "ok", says: `${url} answers.` };
  const help =
    "Is the app running, and does its proxy lead there? From within its own network it may not be seen.";
  return { check, state: "warning", says: `SHOPIFY_APP_URL ${url} ${trouble}. ${help}` };
}

const SHOPIFY_ADMIN = "https://admin.shopify.com";

/** An answer gives its time in whole seconds, and takes a while. */
const MOST_SKEW_MS = 60_000;

/** Any answer will do. `now`: this machine's time in milliseconds. */
export async function lookAtShopify(now: () => number, url = SHOPIFY_ADMIN): Promise<Finding> {
  const check = "Shopify";
  const { host } = new URL(url);
  try {
    const request = { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) } as const;
    const answer = await fetch(url, request);
    const ahead = now() - Date.parse(answer.headers.get("date") ?? "");
    if (!(Math.abs(ahead) > MOST_SKEW_MS)) return { check, state: "ok", says: `${host} answers.` };
    const which = ahead > 0 ? "ahead of" : "behind";
    const says = `${host} answers. This machine's clock is ${Math.round(Math.abs(ahead) / 1_000)} s ${which} its: set it by NTP. More than 15 minutes ahead, the comparison with Shopify misses changes.`;
    return { check, state: "warning", says };
  } catch (error) {
    const says = `${host} cannot be reached (${systemWord(error)}): Shopify is not asked what its webhooks leave open. Does a firewall forbid it?`;
    return { check, state: "warning", says };
  }
}

/** Whether a mail server greets. Nobody logs in. */
export function lookAtMail({ host, port }: NonNullable<Env["SMTP_URL"]>): Promise<Finding> {
  const check = "mail";
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    const finish = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    const fail = (word: string) =>
      finish({
        check,
        state: "warning",
        says: `${host}:${port} of SMTP_URL cannot be reached (${word}): no mail is sent.`,
      });
    socket.setTimeout(PATIENCE_MS, () => fail("no answer in time"));
    socket.once("error", (error) => fail(systemWord(error)));
    socket.once("connect", () => finish({ check, state: "ok", says: `${host}:${port} can be reached.` }));
  });
}

const LITTLE_BYTES = 2 ** 30;

/** Of the embedded database. */
export async function lookAtDisk(directory: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(directory);
  const says = `${((bavail * bsize) / 2 ** 30).toFixed(1)} GiB are free for the embedded database.`;
  return bavail * bsize >= LITTLE_BYTES
    ? { check: "disk", state: "ok", says }
    : { check: "disk", state: "warning", says: `${says} Make room: a database without any stops.` };
}
