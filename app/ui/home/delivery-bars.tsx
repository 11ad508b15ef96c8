import { useTranslation } from "react-i18next";
import type { Figures } from "../../queries/figures.ts";
import { COLORS } from "./colors.ts";
import { niceTop } from "./nice-top.ts";
import { useBucketLabel } from "./use-bucket-label.ts";

/** So many names fit below the bars on a phone. */
const MOST_NAMES = 5;

/**
 * Stacked bars, drawn by the browser's own layout: a library for charts would be half as large as all other scripts of
 * the page together.
 */
export function DeliveryBars({ figures: { range, buckets } }: { figures: Figures }) {
  const { i18n } = useTranslation();
  const label = useBucketLabel(range);
  const number = new Intl.NumberFormat(i18n.language);
  const top = niceTop(Math.max(...buckets.map(({ succeeded, failed }) => succeeded + failed)));
  const step = Math.ceil(buckets.length / MOST_NAMES);
  return (
    <div className="home-chart" aria-hidden="true">
      <div className="home-chart-scale">
        {[top, top / 2, 0].map((value) => (
          <span key={value}>{Number.isInteger(value) ? number.format(value) : ""}</span>
        ))}
      </div>
      <div className="home-chart-bars">
        {buckets.map((bucket, index) => (
          <Column
            key={bucket.start.toISOString()}
            {...bucket}
            top={top}
            time={label(bucket.start)}
            isNamed={index % step === 0}
          />
        ))}
      </div>
    </div>
  );
}

interface ColumnProps {
  succeeded: number;
  failed: number;
  /** as many as the chart is high */
  top: number;
  time: string;
  isNamed: boolean;
}

function Column({ succeeded, failed, top, time, isNamed }: ColumnProps) {
  const { t } = useTranslation("home");
  const share = (count: number) => `${(100 * count) / top}%`;
  return (
    <div className="home-chart-column" data-says={t("figures.bar", { time, succeeded, failed })}>
      <div style={{ height: share(failed), background: COLORS.failed }} />
      <div style={{ height: share(succeeded), background: COLORS.succeeded }} />
      {isNamed ? <span className="home-chart-name">{time}</span> : null}
    </div>
  );
}
