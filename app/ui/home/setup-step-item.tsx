import { BlockStack, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SetupGuide, SetupStep } from "../../queries/setup.ts";
import { StepMark } from "./step-mark.tsx";

interface SetupStepItemProps {
  step: SetupStep;
  guide: SetupGuide;
  /** at first */
  open: boolean;
}

/** One step of the guide: whether it is done, and on demand what it is for and where it is taken. */
export function SetupStepItem({ step, guide, open }: SetupStepItemProps) {
  const { t } = useTranslation("home");
  const done = guide.done[step];
  const isStored = step === "secret" && guide.secretStored;
  return (
    <details className="home-step" open={open}>
      <summary>
        <StepMark done={done} />
        <Text as="span" fontWeight={done ? "regular" : "medium"} tone={done ? "subdued" : undefined}>
          {t(`guide.${step}.title`)}
        </Text>
        <span className="visually-hidden">{done ? t("guide.done") : t("guide.toDo")}</span>
      </summary>
      <div className="home-step-body">
        <BlockStack gap="300" inlineAlign="start">
          <Text as="p">{isStored ? t("guide.secret.stored") : t(`guide.${step}.text`)}</Text>
          <Button url={pathOf(step, guide.endpointId)} variant={open ? "primary" : "secondary"}>
            {t(`guide.${step}.action`)}
          </Button>
        </BlockStack>
      </div>
    </details>
  );
}

/** Without an endpoint there is no other way on. */
function pathOf(step: SetupStep, endpointId: string | null): string {
  if (step === "endpoint" || endpointId === null) return "/app/endpoints/new";
  if (step === "live") return "/app/deliveries";
  return `/app/endpoints/${endpointId}${step === "secret" ? "#signature" : "#test"}`;
}
