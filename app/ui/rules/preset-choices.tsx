import { Badge, BlockStack, Checkbox, InlineStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PRESETS, type Preset } from "../../rules/presets.ts";
import { useListing } from "../privacy/use-listing.ts";
import { useInShopify } from "./in-shopify.tsx";
import { useRuleList } from "./use-rule-list.ts";

const TABLE: readonly Preset[] = PRESETS;

/** The loyalty apps that are known, and which of them the shop seems to have. */
export function PresetChoices() {
  const { t } = useTranslation("rules");
  const { answer } = useInShopify();
  const { entries, set } = useRuleList("loyalty.presets");
  const found = answer?.presets.kind === "known" ? answer.presets.value : [];
  const choose = (name: string, chosen: boolean) =>
    // In the order of the table, so that to choose and to take back again is no change.
    set(TABLE.map((one) => one.name).filter((one) => (one === name ? chosen : entries.includes(one))));
  return (
    <BlockStack gap="300">
      <div role="status">
        {answer === undefined ? (
          <Text as="p" tone="subdued">
            {t("presets.looking")}
          </Text>
        ) : null}
        {answer?.presets.kind === "unknown" ? (
          <Text as="p" tone="subdued">
            {t("presets.notLooked")}
          </Text>
        ) : null}
      </div>
      {TABLE.map((preset) => (
        <PresetChoice
          key={preset.name}
          preset={preset}
          isFound={found.includes(preset.name)}
          checked={entries.includes(preset.name)}
          onChange={(chosen) => choose(preset.name, chosen)}
        />
      ))}
    </BlockStack>
  );
}

interface PresetChoiceProps {
  preset: Preset;
  isFound: boolean;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function PresetChoice({ preset: { title, source, fields }, isFound, checked, onChange }: PresetChoiceProps) {
  const { t } = useTranslation("rules");
  const listing = useListing();
  const reads = [...new Set(fields.map((field) => field.reads))].map((one) => t(`presets.reads.${one}`));
  return (
    <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
      <Checkbox
        label={title}
        helpText={t("presets.tells", { what: listing(reads) })}
        checked={checked}
        onChange={onChange}
      />
      <BlockStack inlineAlign="end" gap="050">
        {isFound ? <Badge tone="success">{t("presets.found")}</Badge> : null}
        <Link
          url={source.split(",")[0] ?? source}
          target="_blank"
          accessibilityLabel={t("presets.documentationOf", { app: title })}
        >
          {t("presets.documentation")}
        </Link>
      </BlockStack>
    </InlineStack>
  );
}
