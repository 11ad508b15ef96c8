import { useState } from "react";
import { bridge } from "../app-bridge/bridge.ts";

type Scope = Parameters<NonNullable<ReturnType<typeof bridge>>["scopes"]["request"]>[0][number];

/** Asks the merchant, in Shopify's own dialog, for an access scope that the app may do without. */
export function useGrant(scope: string, onGranted: () => void) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function grant(): Promise<void> {
    setAsking(true);
    setProblem(undefined);
    const outcome = await request(scope);
    setAsking(false);
    if (outcome.kind === "granted") onGranted();
    if (outcome.kind === "failed") setProblem(outcome.why);
  }
  return { grant, asking, problem };
}

type Outcome = { kind: "granted" | "declined" } | { kind: "failed"; why: string };

async function request(scope: string): Promise<Outcome> {
  const app = bridge();
  if (!app) return { kind: "failed", why: "Open Carillon in Shopify’s admin to grant it." };
  try {
    const { result } = await app.scopes.request([scope as Scope]);
    return { kind: result === "granted-all" ? "granted" : "declined" };
  } catch (error) {
    return {
      kind: "failed",
      why: `Shopify does not let Carillon ask for this permission: ${(error as Error).message}`,
    };
  }
}
