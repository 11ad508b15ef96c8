import { Banner, BlockStack, Box, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { MappedAgain } from "../../queries/mapped-again.ts";
import type { StoredRules } from "../../rules/load-rules.ts";
import { ChangedMeanwhile } from "../forms/changed-meanwhile.tsx";
import { SaveProblem } from "../forms/save-problem.tsx";
import { useScopeText } from "../permissions/use-scope-text.ts";
import { useBackToSettings } from "../settings/use-back-to-settings.ts";
import {
  GiftSection,
  MembershipSection,
  SubscriptionSourceSection,
  UpcomingOrderSection,
} from "./contract-sections.tsx";
import { InShopifyProvider, useInShopify } from "./in-shopify.tsx";
import { CouponsSection, MetaobjectsSection, PresetsSection } from "./loyalty-sections.tsx";
import { MappedAgainText } from "./mapped-again-text.tsx";
import { MetafieldsSection } from "./metafields-section.tsx";
import { RulesFormProvider, type Verdict } from "./rules-form.tsx";
import { TiersSection } from "./tiers-section.tsx";
import { Unreadable } from "./unreadable.tsx";

/** What only the merchant knows of the shop. */
export function RulesPage({ stored, again }: { stored: StoredRules; again: MappedAgain | null }) {
  const { t } = useTranslation("rules");
  return (
    <Page backAction={useBackToSettings()} title={t("title")} subtitle={t("subtitle")}>
      <InShopifyProvider>
        <RulesFormProvider
          stored={stored}
          verdict={(verdict) => <Told {...verdict} unreadable={stored.unreadable} again={again} />}
        >
          <BlockStack gap={{ xs: "800", md: "400" }}>
            <MembershipSection />
            <SubscriptionSourceSection />
            <GiftSection />
            <CouponsSection />
            <PresetsSection />
            <MetafieldsSection />
            <MetaobjectsSection />
            <TiersSection />
            <UpcomingOrderSection />
          </BlockStack>
        </RulesFormProvider>
      </InShopifyProvider>
    </Page>
  );
}

interface ToldProps extends Verdict, Pick<StoredRules, "unreadable"> {
  again: MappedAgain | null;
}

/** From when rules count, and why they were not saved. */
function Told({ unreadable, again, ...verdict }: ToldProps) {
  const { saved, unavailable, errors, onLoadNewer } = verdict;
  const { t } = useTranslation("rules");
  const wrong = Object.keys(errors).length;
  return (
    <Box paddingBlockEnd="400" paddingInline={{ xs: "400", sm: "0" }}>
      <BlockStack gap="400">
        {unreadable === null ? null : <Unreadable text={unreadable} />}
        <SaveProblem unavailable={unavailable} problem={undefined} />
        {onLoadNewer ? <ChangedMeanwhile onLoad={onLoadNewer} /> : null}
        {wrong > 0 ? <Banner tone="critical" title={t("wrong", { count: wrong })} /> : null}
        {saved ? <Banner tone="success" title={t("savedSince")} /> : <Text as="p">{t("when")}</Text>}
        <MappedAgainText again={again} />
        <NamesUnknown />
      </BlockStack>
    </Box>
  );
}

function NamesUnknown() {
  const { t } = useTranslation("rules");
  const scopeText = useScopeText();
  const { answer } = useInShopify();
  if (answer?.names.kind !== "unknown") return null;
  const { scope } = answer.names;
  return (
    <Banner tone="info">
      <p>{scope === null ? t("cannotAsk") : t("cannotAskScope", { scope: scopeText(scope).name })}</p>
    </Banner>
  );
}
