import type { Deps } from "../config/deps.ts";
import type { AlertSettings } from "./alert-fields.ts";
import { loadAlertSettings } from "./alert-settings.ts";
import { type MailState, mailState } from "./mail-state.ts";

export interface AlertsView {
  settings: AlertSettings;
  /** the shop's own address, as Shopify says */
  shopEmail: string | null;
  mail: MailState;
}

/** What a shop has chosen, and whether mails can reach it. */
export async function alertsView(deps: Pick<Deps, "prisma" | "mailer">, shopId: string): Promise<AlertsView> {
  const { email } = await deps.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const settings = await loadAlertSettings(deps, shopId);
  return { settings, shopEmail: email, mail: mailState(deps, { ...settings, email }) };
}
