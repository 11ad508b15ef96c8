import type { Destination } from "../../queries/destinations.ts";
import { flowTrigger } from "../../topics/flow/triggers.ts";
import { shortUrl } from "../endpoints/short-url.ts";

type Named = Pick<Destination, "endpointUrl" | "flowTrigger">;

/** Where deliveries go, as merchants say it: an endpoint's URL in short, or `Shopify Flow: Billing failed`. */
export const destinationName = ({ endpointUrl, flowTrigger: handle }: Named): string =>
  handle === null ? shortUrl(endpointUrl ?? "") : `Shopify Flow: ${flowTrigger(handle)?.name ?? handle}`;
