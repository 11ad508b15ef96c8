import { BlockStack, Button, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Rules } from "../../rules/rules-schema.ts";
import { useProblem } from "../texts/use-problem.ts";
import { useRulesForm } from "./rules-form.tsx";
import { SegmentField } from "./segment-field.tsx";

export type Tier = Rules["loyalty"]["tiers"][number];

interface TierFieldsProps {
  index: number;
  tier: Tier;
  onChange: (tier: Tier) => void;
  /** undefined where it cannot be moved */
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}

const SHOWN_BY = ["none", "segment", "tag"] as const;

/** One tier: its name, and how Shopify shows that a customer has it. */
export function TierFields({ index, tier, onChange, onUp, onDown, onRemove }: TierFieldsProps) {
  const { t } = useTranslation("rules");
  const problem = useProblem();
  const { errors } = useRulesForm();
  const wrong = (field: keyof Tier) => {
    const text = errors[`loyalty.tiers.${index}.${field}`]?.[0];
    return text && problem(text);
  };
  const wrongSegment = tier.segment === "" && wrong("segment") ? t("tiers.chooseSegment") : wrong("segment");
  const by = tier.segment !== null ? "segment" : tier.tag !== null ? "tag" : "none";
  const title = tier.name || t("tiers.one", { number: index + 1 });

  function showBy(chosen: string): void {
    onChange({
      ...tier,
      segment: chosen === "segment" ? "" : null,
      tag: chosen === "tag" ? "" : null,
    });
  }

  return (
    <fieldset className="rule-row plain-fieldset" aria-label={t("tiers.one", { number: index + 1 })}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h3" variant="headingSm">
            {t("tiers.one", { number: index + 1 })}
          </Text>
          <InlineStack align="start" gap="100">
            <Button
              variant="tertiary"
              disabled={!onUp}
              onClick={onUp}
              accessibilityLabel={t("tiers.upNamed", { name: title })}
            >
              {t("tiers.up")}
            </Button>
            <Button
              variant="tertiary"
              disabled={!onDown}
              onClick={onDown}
              accessibilityLabel={t("tiers.downNamed", { name: title })}
            >
              {t("tiers.down")}
            </Button>
            <Button
              variant="tertiary"
              onClick={onRemove}
              accessibilityLabel={t("tiers.removeNamed", { name: title })}
            >
              {t("tiers.remove")}
            </Button>
          </InlineStack>
        </InlineStack>
        <FormLayout>
          <FormLayout.Group>
            <TextField
              label={t("tiers.name")}
              autoComplete="off"
              value={tier.name}
              onChange={(name) => onChange({ ...tier, name })}
              error={wrong("name")}
            />
            <Select
              label={t("tiers.shows")}
              options={SHOWN_BY.map((value) => ({ value, label: t(`tiers.by.${value}`) }))}
              value={by}
              onChange={showBy}
            />
          </FormLayout.Group>
          {by === "segment" ? (
            <SegmentField
              gid={tier.segment ?? ""}
              tier={title}
              onChange={(segment) => onChange({ ...tier, segment })}
              error={wrongSegment}
            />
          ) : null}
          {by === "tag" ? (
            <TextField
              label={t("tiers.tag")}
              autoComplete="off"
              value={tier.tag ?? ""}
              onChange={(tag) => onChange({ ...tier, tag })}
              error={wrong("tag")}
            />
          ) : null}
        </FormLayout>
      </BlockStack>
    </fieldset>
  );
}
