const LONGEST_MS = 10_000;

/** Whether the server is there and knows the merchant. */
export async function isAlive(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(LONGEST_MS);
    const { status } = await fetch("/app/alive", { cache: "no-store", redirect: "manual", signal });
    return status === 204;
  } catch {
    return false;
  }
}
