import { useTranslation } from "react-i18next";
import type { Figures } from "../../queries/figures.ts";
import { useBucketLabel } from "./use-bucket-label.ts";

/** What the bars show, in figures. */
export function ActivityTable({ figures: { range, buckets } }: { figures: Figures }) {
  const { t, i18n } = useTranslation("home");
  const label = useBucketLabel(range);
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <table className="home-table">
      <thead>
        <tr>
          <th scope="col">{t("figures.time")}</th>
          <th scope="col">{t("figures.succeeded")}</th>
          <th scope="col">{t("figures.failed")}</th>
        </tr>
      </thead>
      <tbody>
        {buckets.map(({ start, succeeded, failed }) => (
          <tr key={start.toISOString()}>
            <th scope="row">
              <time dateTime={start.toISOString()}>{label(start)}</time>
            </th>
            <td>{number.format(succeeded)}</td>
            <td>{number.format(failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
