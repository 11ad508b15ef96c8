import { BlockStack, InlineStack, Link, List, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import { FLOW_ACTION_NAME } from "../../topics/flow/action.ts";
import type { FlowRecipe } from "../../topics/flow/recipes.ts";
import { CopyButton } from "../copy/copy-button.tsx";
import { CodeBlock } from "../json/code-block.tsx";

/** What to set up in Shopify Flow, step by step. */
export function FlowRecipeSteps({ recipe }: { recipe: FlowRecipe }) {
  const { t } = useTranslation("topics");
  const { trigger, customer, order, event, data } = recipe;
  return (
    <BlockStack gap="300">
      <List type="number">
        <List.Item>
          {trigger === null ? (
            t("recipe.otherTrigger")
          ) : (
            <Trans t={t} i18nKey="recipe.trigger" values={{ trigger }} components={{ b: <strong /> }} />
          )}
        </List.Item>
        <List.Item>
          <Trans
            t={t}
            i18nKey="recipe.action"
            values={{ action: FLOW_ACTION_NAME }}
            components={{ b: <strong /> }}
          />
        </List.Item>
        <List.Item>{t("recipe.fields")}</List.Item>
      </List>
      <Field label="Customer">{t(customer ? "recipe.triggers" : "recipe.empty")}</Field>
      <Field label="Order">{t(order ? "recipe.triggers" : "recipe.empty")}</Field>
      <Field label="Event" copy={event}>
        <span className="mono">{event}</span>
      </Field>
      {data === "" ? (
        <Field label="Data">{t("recipe.anyData")}</Field>
      ) : (
        <Field label="Data" copy={data}>
          <CodeBlock text={data} label={t("recipe.data")} />
        </Field>
      )}
      <Text as="p" tone="subdued">
        <Trans t={t} i18nKey="recipe.after" components={{ a: <Link url="/app/flow" /> }} />
      </Text>
    </BlockStack>
  );
}

interface FieldProps {
  /** as the action's form in Flow calls it, which is English */
  label: string;
  copy?: string;
  children: ReactNode;
}

function Field({ label, copy, children }: FieldProps) {
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="bodySm" tone="subdued">
          {label}
        </Text>
        {copy === undefined ? null : <CopyButton text={copy} what={label} variant="plain" />}
      </InlineStack>
      <div>{children}</div>
    </BlockStack>
  );
}
