import type { Deps } from "../config/deps.ts";

/** The shop whose merchant has the panel open. */
export interface PanelShop {
  id: string;
  domain: string;
  name: string | null;
  /** IANA */
  timezone: string;
}

export declare function authenticatePanel(deps: Deps, request: Request): Promise<PanelShop>;
