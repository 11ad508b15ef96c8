// Rules about contracts: memberships, contracts of other apps, gifts, and how early the next order is told.
import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useProblem } from "../texts/use-problem.ts";
import { ChooseInShopify } from "./choose-in-shopify.tsx";
import { ChooseProducts } from "./choose-products.tsx";
import { RuleSection } from "./rule-section.tsx";
import { useRulesForm } from "./rules-form.tsx";
import { TextList } from "./text-list.tsx";

export function MembershipSection() {
  const { t } = useTranslation("rules");
  return (
    <RuleSection places={["membership"]} title={t("membership.title")} why={t("membership.why")}>
      <ChooseInShopify
        path="membership.selling_plan_groups"
        label={t("membership.selling_plan_groups")}
        kind="plan_group"
      />
      <ChooseProducts path="membership.products" label={t("membership.products")} />
      <TextList path="membership.tags" label={t("membership.tags")} helpText={t("membership.tagsHelp")} />
    </RuleSection>
  );
}

export function SubscriptionSourceSection() {
  const { t } = useTranslation("rules");
  return (
    <RuleSection
      places={["subscription_source"]}
      title={t("subscription_source.title")}
      why={t("subscription_source.why")}
    >
      <TextList
        path="subscription_source.apps"
        label={t("subscription_source.apps")}
        helpText={t("subscription_source.appsHelp")}
      />
    </RuleSection>
  );
}

export function GiftSection() {
  const { t } = useTranslation("rules");
  return (
    <RuleSection places={["gift"]} title={t("gift.title")} why={t("gift.why")}>
      <TextList path="gift.attributes" label={t("gift.attributes")} helpText={t("gift.attributesHelp")} />
      <TextList path="gift.tags" label={t("gift.tags")} />
      <ChooseInShopify path="gift.selling_plans" label={t("gift.selling_plans")} kind="plan" />
    </RuleSection>
  );
}

export function UpcomingOrderSection() {
  const { t } = useTranslation("rules");
  const problem = useProblem();
  const { values, change, errors } = useRulesForm();
  const wrong = errors["upcoming_order.lead_days"]?.[0];
  return (
    <RuleSection places={["upcoming_order"]} title={t("upcoming.title")} why={t("upcoming.why")}>
      <TextField
        label={t("upcoming.lead_days")}
        helpText={t("upcoming.help")}
        autoComplete="off"
        inputMode="numeric"
        value={values.upcoming_order.lead_days}
        onChange={(lead_days) => change({ ...values, upcoming_order: { lead_days: lead_days.trim() } })}
        error={wrong && problem(wrong)}
      />
    </RuleSection>
  );
}
