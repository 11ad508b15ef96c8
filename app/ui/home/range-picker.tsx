import { useSearchParams } from "@remix-run/react";
import { Button, ButtonGroup } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Range } from "../../queries/figures-buckets.ts";

const RANGES: readonly Range[] = ["24h", "7d", "30d"];

/** Which stretch of time is shown. It stands in the address. */
export function RangePicker({ range }: { range: Range }) {
  const { t } = useTranslation("home");
  const [, setAddress] = useSearchParams();
  const choose = (chosen: Range) =>
    setAddress(
      (address) => {
        address.set("range", chosen);
        return address;
      },
      { preventScrollReset: true, replace: true },
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is drawn as a frame
    <div role="group" aria-label={t("figures.range")}>
      <ButtonGroup variant="segmented">
        {RANGES.map((one) => (
          <Button key={one} size="slim" pressed={one === range} onClick={() => choose(one)}>
            {t(`figures.ranges.${one}`)}
          </Button>
        ))}
      </ButtonGroup>
    </div>
  );
}
