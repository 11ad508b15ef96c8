import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Destination } from "../../queries/destinations.ts";
import { flowTrigger } from "../../topics/flow/triggers.ts";
import { shortUrl } from "../endpoints/short-url.ts";

type Named = Pick<Destination, "endpointUrl" | "endpointDescription" | "flowTrigger">;

/** Where deliveries go, as merchants say it: an endpoint's description or else its URL in short, or `Shopify Flow: Billing failed`. */
export function destinationName(
  t: TFunction<"deliveries">,
  { endpointUrl, endpointDescription, flowTrigger: handle }: Named,
): string {
  if (handle === null) return endpointDescription || shortUrl(endpointUrl ?? "");
  return t("flowTrigger", { trigger: flowTrigger(handle)?.name ?? handle });
}

/** The same in the visitor's language. */
export function useDestinationName(): (destination: Named) => string {
  const { t } = useTranslation("deliveries");
  return (destination) => destinationName(t, destination);
}
