import { Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { SECTIONS } from "./sections.ts";
import { SettingsItem } from "./settings-item.tsx";
import { type SettingsState, useSettingsState } from "./use-settings-state.ts";

/** What can be set, and how each stands. */
export function SettingsPage(state: SettingsState) {
  const { t } = useTranslation("settings");
  const stands = useSettingsState(state);
  return (
    <Page title={t("title")}>
      <Card padding="0">
        <ul className="plain-list" aria-label={t("title")}>
          {SECTIONS.map((section) => (
            <li key={section} className="settings-section">
              <SettingsItem section={section} {...stands[section]} />
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  );
}
