import { BlockStack, Button, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CUSTOMER_READS, SHOP_READS } from "../../rules/presets.ts";
import type { Rules } from "../../rules/rules-schema.ts";
import { useProblem } from "../texts/use-problem.ts";
import { RuleSection } from "./rule-section.tsx";
import { useRulesForm } from "./rules-form.tsx";

type Metafield = Rules["loyalty"]["metafields"][number];

const NEW: Metafield = { owner: "customer", namespace: "", key: "", reads: "points", path: "" };

/** Metafields of apps that have no preset. */
export function MetafieldsSection() {
  const { t } = useTranslation("rules");
  const { values, change } = useRulesForm();
  const { metafields } = values.loyalty;
  const set = (list: Metafield[]) => change({ ...values, loyalty: { ...values.loyalty, metafields: list } });
  return (
    <RuleSection places={["loyalty.metafields"]} title={t("metafields.title")} why={t("metafields.why")}>
      {metafields.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("metafields.none")}
        </Text>
      ) : null}
      {metafields.map((metafield, index) => (
        <MetafieldFields
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no names of their own
          key={index}
          index={index}
          metafield={metafield}
          onChange={(next) => set(metafields.with(index, next))}
          onRemove={() => set(metafields.toSpliced(index, 1))}
        />
      ))}
      <InlineStack>
        <Button onClick={() => set([...metafields, NEW])}>{t("metafields.add")}</Button>
      </InlineStack>
    </RuleSection>
  );
}

interface MetafieldFieldsProps {
  index: number;
  metafield: Metafield;
  onChange: (metafield: Metafield) => void;
  onRemove: () => void;
}

function MetafieldFields({ index, metafield, onChange, onRemove }: MetafieldFieldsProps) {
  const { t } = useTranslation("rules");
  const problem = useProblem();
  const { errors } = useRulesForm();
  const text = (field: "namespace" | "key" | "path") => {
    const wrong = errors[`loyalty.metafields.${index}.${field}`]?.[0];
    return {
      ...{ label: t(`metafields.${field}`), autoComplete: "off", value: metafield[field] },
      onChange: (value: string) => onChange({ ...metafield, [field]: value.trim() }),
      error: wrong && problem(wrong),
    };
  };
  const reads: readonly Metafield["reads"][] = metafield.owner === "customer" ? CUSTOMER_READS : SHOP_READS;
  const title = t("metafields.one", { number: index + 1 });
  return (
    <fieldset className="rule-row plain-fieldset" aria-label={title}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {title}
          </Text>
          <Button
            variant="tertiary"
            onClick={onRemove}
            accessibilityLabel={t("list.removeNamed", { name: title })}
          >
            {t("metafields.remove")}
          </Button>
        </InlineStack>
        <FormLayout>
          <FormLayout.Group>
            <Select
              label={t("metafields.owner")}
              options={(["customer", "shop"] as const).map((value) => ({
                value,
                label: t(`metafields.owners.${value}`),
              }))}
              value={metafield.owner}
              onChange={(owner) =>
                onChange({ ...metafield, ...(owner === "shop" ? OF_THE_SHOP : OF_A_CUSTOMER) })
              }
            />
            <Select
              label={t("metafields.reads")}
              options={reads.map((value) => ({ value, label: t(`metafields.readsOptions.${value}`) }))}
              value={metafield.reads}
              onChange={(chosen) => onChange({ ...metafield, reads: chosen } as Metafield)}
            />
          </FormLayout.Group>
          <FormLayout.Group>
            <TextField {...text("namespace")} />
            <TextField {...text("key")} />
          </FormLayout.Group>
          <TextField {...text("path")} helpText={t("metafields.pathHelp")} />
        </FormLayout>
      </BlockStack>
    </fieldset>
  );
}

/** What a metafield of the one tells, the other's cannot. */
const OF_THE_SHOP = { owner: "shop", reads: "rules" } as const;
const OF_A_CUSTOMER = { owner: "customer", reads: "points" } as const;
