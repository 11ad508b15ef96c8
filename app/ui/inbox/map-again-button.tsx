import { Button } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { MapAgainCall, MapAgainOrder } from "./use-map-again.ts";

interface MapAgainButtonProps {
  order: MapAgainOrder;
  call: MapAgainCall;
  /** what it maps again, to those who cannot see what stands beside it */
  what: string;
}

/** Has something mapped again; what came of it stands in the page's `MapAgainAnswered`. */
export function MapAgainButton({ order, call: { mapAgain, working }, what }: MapAgainButtonProps) {
  const { t } = useTranslation("events");
  const own = JSON.stringify(working) === JSON.stringify(order);
  return (
    <Button
      size="slim"
      loading={own}
      disabled={working !== undefined && !own}
      onClick={() => mapAgain(order)}
      accessibilityLabel={t("mapAgain.of", { what })}
    >
      {t("mapAgain.do")}
    </Button>
  );
}
