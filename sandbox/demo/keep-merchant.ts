// A sandbox that is started again finds its endpoints in the database, but their secrets were shown once: the
// merchant has written them down, beside the data.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Stack } from "../stack.ts";
import { connectShop } from "./connect-shop.ts";
import { managementApi } from "./management-api.ts";
import { type Merchant, setUpMerchant } from "./merchant.ts";

interface Notes extends Merchant {
  receiverUrl: string;
}

/**
 * The merchant of the last time if its token and the receiver's address still hold, otherwise a new one. The rules are
 * set in any case: the shop's ids are new each time. Answers the token.
 */
export async function keepMerchant(stack: Stack, dataDir: string, rules: object): Promise<string> {
  const file = path.join(dataDir, "merchant.json");
  const notes = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Notes,
    () => undefined,
  );
  if (notes?.receiverUrl === stack.receiver.url && (await isToken(stack, notes.token))) {
    for (const endpoint of notes.endpoints) stack.receiver.expect(endpoint.path, endpoint.secret);
    await connectShop(stack);
    await managementApi(stack.appUrl, notes.token).put("/rules", rules);
    return notes.token;
  }
  const written: Notes = { ...(await setUpMerchant(stack, rules)), receiverUrl: stack.receiver.url };
  await writeFile(file, JSON.stringify(written, null, 2), { mode: 0o600 });
  return written.token;
}

const isToken = ({ appUrl }: Stack, token: string): Promise<boolean> =>
  managementApi(appUrl, token)
    .get("/deliveries?limit=1")
    .then(
      () => true,
      () => false,
    );
