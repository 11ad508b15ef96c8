import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AlertsView } from "../../notifications/alerts-view.ts";
import type { NoticeView } from "../../notifications/list-notices.ts";
import { useBackToSettings } from "../settings/use-back-to-settings.ts";
import { AlertForm } from "./alert-form.tsx";
import { MailStateBanner } from "./mail-state-banner.tsx";
import { NoticeList } from "./notice-list.tsx";
import { TestMailCard } from "./test-mail-card.tsx";

interface AlertsPageProps extends AlertsView {
  /** of the settings: changes with them */
  version: string;
  /** newest first */
  notices: NoticeView[];
}

export function AlertsPage({ settings, version, shopEmail, mail, notices }: AlertsPageProps) {
  const { t } = useTranslation("alerts");
  return (
    <Page backAction={useBackToSettings()} title={t("title")} subtitle={t("subtitle")}>
      <BlockStack gap="400">
        <MailStateBanner mail={mail} />
        <AlertForm settings={settings} version={version} shopEmail={shopEmail} />
        {mail.kind === "ready" ? <TestMailCard to={mail.to} /> : null}
        <NoticeList notices={notices} />
      </BlockStack>
    </Page>
  );
}
