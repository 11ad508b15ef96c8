import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SetupGuide, SetupStep } from "../../queries/setup.ts";
import { SetupStepItem } from "./setup-step-item.tsx";
import { useGuide } from "./use-guide.ts";

const STEPS: readonly SetupStep[] = ["endpoint", "secret", "test", "live"];

const TITLE_ID = "setup-guide-title";

/** The way from an empty shop to the first live event, ticked off by what has happened. */
export function SetupGuideCard({ guide }: { guide: SetupGuide }) {
  const { t } = useTranslation("home");
  const { dismiss, turning } = useGuide();
  const done = STEPS.filter((step) => guide.done[step]).length;
  const next = STEPS.find((step) => !guide.done[step]);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <Text as="h2" variant="headingMd" id={TITLE_ID}>
            {t("guide.title")}
          </Text>
          <Button variant="tertiary" loading={turning} onClick={dismiss}>
            {t("guide.dismiss")}
          </Button>
        </InlineStack>
        <BlockStack gap="200">
          <Text as="p" tone="subdued">
            {next ? t("guide.progress", { done, count: STEPS.length }) : t("guide.complete")}
          </Text>
          <ProgressBar
            progress={(done / STEPS.length) * 100}
            size="small"
            tone="success"
            ariaLabelledBy={TITLE_ID}
          />
        </BlockStack>
        <ol className="plain-list home-steps" aria-labelledby={TITLE_ID}>
          {STEPS.map((step) => (
            <li key={step}>
              <SetupStepItem step={step} guide={guide} open={step === next} />
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}
