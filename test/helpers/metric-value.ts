import type { Deps } from "../../app/config/deps.ts";

/** A series of the app's metrics, e.g. `carillon_x_total{reason="y"}`; undefined when there is no such series. */
export async function metricValue(
  { metrics }: Pick<Deps, "metrics">,
  series: string,
): Promise<number | undefined> {
  const line = (await metrics.text()).split("\n").find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
