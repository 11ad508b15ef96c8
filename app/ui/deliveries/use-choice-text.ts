import { useTranslation } from "react-i18next";
import type { ResponseKind } from "../../db/match-deliveries.ts";
import type { DeliveryStatus } from "../../queries/deliveries.ts";
import type { DestinationChoice } from "../../queries/destinations.ts";
import { destinationName } from "./destination-name.ts";

type Kind = "statuses" | "endpoints" | "topics" | "responses";

/** As many as a pill names. */
const MOST_NAMED = 2;

/** What the filters' values are called. */
export function useChoiceText(destinations: DestinationChoice[]) {
  const { t } = useTranslation("deliveries");
  const { t: common } = useTranslation();
  // Two endpoints may have one description: here their URLs tell them apart.
  const nameInFull = (one: DestinationChoice): string => {
    const url = destinationName(t, { ...one, endpointDescription: "" });
    return one.endpointDescription ? common("pair", { of: one.endpointDescription, what: url }) : url;
  };
  const endpointText = (id: string): string => {
    const found = destinations.find((one) => one.id === id);
    const name = found ? nameInFull(found) : "";
    if (found && !found.endpointDeleted) return name;
    return name ? `${name} (${t("filter.deletedEndpoint")})` : t("filter.deletedEndpoint");
  };
  const of = (kind: Kind, value: string): string => {
    if (kind === "statuses") return t(`status.${value as DeliveryStatus}`);
    if (kind === "responses") return t(`filter.responses.${value as ResponseKind}`);
    return kind === "endpoints" ? endpointText(value) : value;
  };
  /** `Pending, Failed`, or `order/paid, order/created and 3 more`; empty for none */
  const list = (kind: Kind, values: readonly string[]): string => {
    const named = values
      .slice(0, MOST_NAMED)
      .map((value) => of(kind, value))
      .join(", ");
    const count = values.length - MOST_NAMED;
    return count > 0 ? t("filter.andMore", { values: named, count }) : named;
  };
  return { of, list };
}
