// A sandbox that is started again finds its endpoints in the database, but their secrets were shown once: the
// merchant has written them down, beside the data.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Stack } from "../stack.ts";
import { listAll, managementApi } from "./management-api.ts";
import { type Merchant, setUpMerchant } from "./merchant.ts";

/** The merchant of the last time if the app still knows all of it, otherwise a new one. */
export async function keepMerchant(stack: Stack, dataDir: string): Promise<Merchant> {
  const file = path.join(dataDir, "merchant.json");
  const kept = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Merchant,
    () => undefined,
  );
  if (kept && (await isKnown(stack, kept))) {
    for (const { path: at, secret } of kept.endpoints) stack.receiver.expect(at, secret);
    return kept;
  }
  const merchant = await setUpMerchant(stack);
  await writeFile(file, JSON.stringify(merchant, null, 2), { mode: 0o600 });
  return merchant;
}

async function isKnown(stack: Stack, { token, endpoints }: Merchant): Promise<boolean> {
  const listed = await listAll<{ id: string; url: string }>(
    managementApi(stack.appUrl, token),
    "/endpoints",
  ).catch(() => []);
  const urls = new Map(listed.map(({ id, url }) => [id, url]));
  return endpoints.every(({ id, path: at }) => urls.get(id)?.startsWith(`${stack.receiver.url}${at}`));
}
