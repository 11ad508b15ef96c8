import { useTranslation } from "react-i18next";
import type { AlertMode } from "../../notifications/alert-fields.ts";
import type { MailState } from "../../notifications/mail-state.ts";
import type { SettingsFigures } from "../../queries/settings.ts";
import type { Section } from "./sections.ts";

export interface SettingsState {
  figures: SettingsFigures;
  alerts: { mode: AlertMode; mail: MailState };
  /** how many kinds of rules are set, of how many; null when the stored ones are not understood */
  rules: { set: number | null; all: number };
  /** permissions */
  missing: number;
  sending: { attempts: number; payloadDays: number };
}

/** How one part stands, in a few words. */
export interface Stand {
  text: string;
  /** there is something to do */
  isUrgent?: boolean;
}

export function useSettingsState(state: SettingsState): Record<Section, Stand> {
  const { t } = useTranslation("settings");
  const { figures, alerts, rules, missing, sending } = state;

  function ofRules(): Stand {
    if (rules.set === null) return { text: t("hub.rules.unreadable"), isUrgent: true };
    return {
      text: rules.set === 0 ? t("hub.rules.none") : t("hub.rules.set", { count: rules.set, all: rules.all }),
    };
  }

  function ofAlerts(): Stand {
    const { mode, mail } = alerts;
    if (mode === "off") return { text: t("hub.alerts.never") };
    if (mail.kind === "off") return { text: t("hub.alerts.off"), isUrgent: true };
    if (mail.kind === "no_address") return { text: t("hub.alerts.noAddress"), isUrgent: true };
    return { text: t(`hub.alerts.modes.${mode}`, { to: mail.to.join(", ") }) };
  }

  function ofWebhooks(): Stand {
    const { webhooks } = figures;
    if (webhooks === null) return { text: t("hub.webhooks.notChecked") };
    if (webhooks.errors > 0)
      return { text: t("hub.webhooks.errors", { count: webhooks.errors }), isUrgent: true };
    return { text: t("hub.webhooks.inPlace", { count: webhooks.inPlace }) };
  }

  function ofPrivacy(): Stand {
    if (figures.erasing) return { text: t("hub.privacy.erasing") };
    if (figures.requests > 0) return { text: t("hub.privacy.open", { count: figures.requests }) };
    return {
      text:
        figures.heldBack > 0 ? t("hub.privacy.heldBack", { count: figures.heldBack }) : t("hub.privacy.none"),
    };
  }

  return {
    rules: ofRules(),
    alerts: ofAlerts(),
    webhooks: ofWebhooks(),
    permissions:
      missing === 0
        ? { text: t("hub.permissions.granted") }
        : { text: t("hub.permissions.missing", { count: missing }), isUrgent: true },
    sending: {
      text: t("hub.sending.state", {
        count: sending.attempts,
        days: t("sending.retention.kept", { count: sending.payloadDays }),
      }),
    },
    tokens: {
      text: figures.tokens === 0 ? t("hub.tokens.none") : t("hub.tokens.some", { count: figures.tokens }),
    },
    privacy: ofPrivacy(),
  };
}
