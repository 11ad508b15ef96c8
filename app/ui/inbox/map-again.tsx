import { BlockStack, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type MapAgainAnswer, type MapAgainOrder, useMapAgain } from "./use-map-again.ts";

interface MapAgainProps {
  order: MapAgainOrder;
  /** what the button maps again, to those who cannot see what stands beside it */
  what: string;
}

/** A button that has something mapped again, and what came of it. */
export function MapAgain({ order, what }: MapAgainProps) {
  const { t } = useTranslation("events");
  const { mapAgain, working, answer } = useMapAgain(order);
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button
        size="slim"
        loading={working}
        onClick={mapAgain}
        accessibilityLabel={t("mapAgain.of", { what })}
      >
        {t("mapAgain.do")}
      </Button>
      <div role="status">{answer ? <Answered answer={answer} /> : null}</div>
    </BlockStack>
  );
}

function Answered({ answer }: { answer: MapAgainAnswer }) {
  const { t } = useTranslation("events");
  if (answer.kind === "queued") {
    return (
      <Text as="p">
        {answer.count === 0 ? t("mapAgain.nothing") : t("mapAgain.queued", { count: answer.count })}
      </Text>
    );
  }
  return (
    <Text as="p" tone="critical">
      {t(`mapAgain.${answer.kind}`)}
    </Text>
  );
}
