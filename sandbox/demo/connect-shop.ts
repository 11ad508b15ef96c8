import { SandboxError } from "../sandbox-error.ts";
import { mintSessionToken } from "../shopify/session-token.ts";
import type { Stack } from "../stack.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/153.0.0.0 Safari/537.36";

/** The merchant opens the panel once, with which the app gets its token for the shop. */
export async function connectShop(stack: Stack): Promise<void> {
  const answer = await fetch(`${stack.appUrl}/app`, {
    headers: {
      authorization: `Bearer ${mintSessionToken(stack.app, stack.shop, new Date())}`,
      "user-agent": BROWSER,
    },
    redirect: "manual",
  });
  await answer.arrayBuffer();
  if (answer.status >= 400) throw new SandboxError(`The panel answered ${answer.status} to its merchant.`);
}
