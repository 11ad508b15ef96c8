import { Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RuleSection } from "./rule-section.tsx";
import { useRulesForm } from "./rules-form.tsx";
import { type Tier, TierFields } from "./tier-fields.tsx";

const NEW: Tier = { name: "", segment: null, tag: null };

/** The tiers, lowest first. */
export function TiersSection() {
  const { t } = useTranslation("rules");
  const { values, change } = useRulesForm();
  const { tiers } = values.loyalty;
  const set = (list: Tier[]) => change({ ...values, loyalty: { ...values.loyalty, tiers: list } });
  const move = (from: number, to: number) =>
    set(tiers.toSpliced(from, 1).toSpliced(to, 0, ...tiers.slice(from, from + 1)));
  return (
    <RuleSection
      places={["loyalty.tiers", "loyalty.tiers.segment", "loyalty.tiers.tag"]}
      title={t("tiers.title")}
      why={t("tiers.why")}
    >
      {tiers.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("tiers.none")}
        </Text>
      ) : null}
      {tiers.map((tier, index) => (
        <TierFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a tier's name may be any, or none yet
          key={index}
          index={index}
          tier={tier}
          onChange={(next) => set(tiers.with(index, next))}
          onUp={index > 0 ? () => move(index, index - 1) : undefined}
          onDown={index < tiers.length - 1 ? () => move(index, index + 1) : undefined}
          onRemove={() => set(tiers.toSpliced(index, 1))}
        />
      ))}
      <InlineStack>
        <Button onClick={() => set([...tiers, NEW])}>{t("tiers.add")}</Button>
      </InlineStack>
    </RuleSection>
  );
}
