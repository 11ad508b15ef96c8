import { useState } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../app-bridge/bridge.ts";

type Scope = Parameters<NonNullable<ReturnType<typeof bridge>>["scopes"]["request"]>[0][number];

/** Asks the merchant, in Shopify's own dialog, for an access scope that the app may do without. */
export function useGrant(scope: string, onGranted: () => void) {
  const { t } = useTranslation("webhooks");
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function grant(): Promise<void> {
    setAsking(true);
    setProblem(undefined);
    const outcome = await request(scope);
    setAsking(false);
    if (outcome.kind === "granted") onGranted();
    if (outcome.kind === "outside") setProblem(t("grantInAdmin"));
    if (outcome.kind === "refused") setProblem(t("grantRefused", { why: outcome.why }));
  }
  return { grant, asking, problem };
}

/** outside: the page is not in Shopify's admin · refused: Shopify does not let the app ask, in its own words */
type Outcome = { kind: "granted" | "declined" | "outside" } | { kind: "refused"; why: string };

async function request(scope: string): Promise<Outcome> {
  const app = bridge();
  if (!app) return { kind: "outside" };
  try {
    const { result } = await app.scopes.request([scope as Scope]);
    return { kind: result === "granted-all" ? "granted" : "declined" };
  } catch (error) {
    return { kind: "refused", why: (error as Error).message };
  }
}
