import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Figures } from "../../queries/figures.ts";

/** What the deliveries add up to. */
export function FigureList({ figures }: { figures: Figures }) {
  const { t, i18n } = useTranslation("home");
  const { successRate } = figures;
  const number = new Intl.NumberFormat(i18n.language);
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  const counts = ["events", "succeeded", "failed", "discarded", "retrying", "pending"] as const;
  return (
    <dl className="home-figures">
      {counts.map((name) => (
        <Figure key={name} label={t(`figures.${name}`)} value={number.format(figures[name])} />
      ))}
      <Figure
        label={t("figures.successRate")}
        value={successRate === null ? null : percent.format(roundDown(successRate))}
      />
      <Figure label={t("figures.activeEndpoints")} value={number.format(figures.activeEndpoints)} />
    </dl>
  );
}

/** A single failure among many is still one: only all of them are 100 %. */
const roundDown = (rate: number): number => Math.floor(rate * 1_000) / 1_000;

/** `value`: null where there is nothing to tell of. */
function Figure({ label, value }: { label: string; value: string | null }) {
  const { t } = useTranslation("home");
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Text as="span" variant="headingLg">
          {value ?? <span aria-hidden="true">–</span>}
        </Text>
        {value === null ? <span className="visually-hidden">{t("figures.noRate")}</span> : null}
      </dd>
    </div>
  );
}
