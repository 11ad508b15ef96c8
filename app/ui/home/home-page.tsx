import { Banner, BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { EndpointTroubles } from "../../queries/attention.ts";
import type { Figures } from "../../queries/figures.ts";
import type { FormBlock } from "../../queries/form-block.ts";
import type { SenderState } from "../../queries/heartbeat.ts";
import type { SetupGuide } from "../../queries/setup.ts";
import type { ShopifyContact } from "../../queries/shopify-contact.ts";
import type { BlockedTopics } from "../../shopify/blocked-topics.ts";
import { useRefreshOnReturn } from "../refresh/use-refresh-on-return.ts";
import { ActivityCard } from "./activity-card.tsx";
import { AttentionCard } from "./attention-card.tsx";
import { FormCard } from "./form-card.tsx";
import { SenderBanner } from "./sender-banner.tsx";
import { SetupGuideCard } from "./setup-guide-card.tsx";
import { StatusCard } from "./status-card.tsx";
import type { ThemeOwner } from "./theme-editor.ts";
import { useGuide } from "./use-guide.ts";

interface HomePageProps {
  /** null while it is put away */
  guide: SetupGuide | null;
  sender: SenderState;
  contact: ShopifyContact | undefined;
  activity: Figures;
  endpoints: EndpointTroubles;
  blocked: BlockedTopics[];
  /** null for a shop that neither has nor awaits forms */
  form: FormBlock | null;
  theme: ThemeOwner;
}

/** The panel's first page: how far the shop has come, whether all is well, and what happened lately. */
export function HomePage(props: HomePageProps) {
  const { guide, sender, contact, activity, endpoints, blocked, form, theme } = props;
  const { t } = useTranslation("home");
  const { show, turning, unavailable } = useGuide();
  useRefreshOnReturn();
  // The guide's first step offers the same.
  const offersEndpoint = guide !== null && !guide.done.endpoint;
  const add = { content: t("addEndpoint"), url: "/app/endpoints/new" };
  const showGuide = { content: t("guide.show"), loading: turning, onAction: show };
  return (
    <Page
      title={t("title")}
      {...(offersEndpoint ? {} : { primaryAction: add })}
      secondaryActions={guide ? [] : [showGuide]}
    >
      <BlockStack gap="400">
        {unavailable ? <Banner tone="critical" title={t("guide.notReached")} /> : null}
        <SenderBanner {...sender} />
        {guide ? <SetupGuideCard guide={guide} /> : null}
        <AttentionCard endpoints={endpoints} blocked={blocked} />
        <StatusCard sender={sender} contact={contact} />
        <ActivityCard figures={activity} />
        {form ? <FormCard form={form} theme={theme} /> : null}
      </BlockStack>
    </Page>
  );
}
