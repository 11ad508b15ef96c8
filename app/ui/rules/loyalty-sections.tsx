// Rules about the loyalty program, but for its tiers and the metafields that a merchant names.
import { useTranslation } from "react-i18next";
import { PresetChoices } from "./preset-choices.tsx";
import { RuleSection } from "./rule-section.tsx";
import { TextList } from "./text-list.tsx";

export function CouponsSection() {
  const { t } = useTranslation("rules");
  return (
    <RuleSection places={["coupons"]} title={t("coupons.title")} why={t("coupons.why")}>
      <TextList
        path="coupons.code_prefixes"
        label={t("coupons.code_prefixes")}
        helpText={t("coupons.codePrefixesHelp")}
      />
      <TextList path="coupons.title_prefixes" label={t("coupons.title_prefixes")} />
      <TextList path="coupons.apps" label={t("coupons.apps")} />
    </RuleSection>
  );
}

export function PresetsSection() {
  const { t } = useTranslation("rules");
  return (
    <RuleSection places={["loyalty", "loyalty.presets"]} title={t("presets.title")} why={t("presets.why")}>
      <PresetChoices />
    </RuleSection>
  );
}

export function MetaobjectsSection() {
  const { t } = useTranslation("rules");
  return (
    <RuleSection
      places={["loyalty.rule_types", "loyalty.tier_types"]}
      title={t("types.title")}
      why={t("types.why")}
    >
      <TextList path="loyalty.rule_types" label={t("types.rule_types")} placeholder="loyalty_rule" />
      <TextList path="loyalty.tier_types" label={t("types.tier_types")} placeholder="loyalty_tier" />
    </RuleSection>
  );
}
