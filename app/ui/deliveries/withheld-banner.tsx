import { Banner, Link } from "@shopify/polaris";
import type { DeliveryDetail } from "../../queries/deliveries.ts";
import { MOST_ROUNDS } from "../flow/rounds.ts";

/** Whether an event was kept from a trigger of Shopify Flow, because it came from there. */
export const isWithheld = (reason: string | null): boolean =>
  reason === "flow_origin" || reason === "flow_hops";

/** Why an event that came from Shopify Flow was not sent there. */
export function WithheldBanner({ delivery: { lastReason, flowHops } }: { delivery: DeliveryDetail }) {
  return (
    <Banner tone="info" title="This event came from Shopify Flow and was not sent there again">
      <p>
        {lastReason === "flow_hops"
          ? `It has come through Shopify Flow ${flowHops} times. After ${MOST_ROUNDS} rounds an event starts no more workflows, so that none of them runs for ever.`
          : "A workflow sent it in. So that no workflow starts itself over and over, such events do not start this trigger’s workflows."}
      </p>
      <p>
        {lastReason === "flow_hops" ? null : (
          <>
            Under <Link url="/app/flow">Shopify Flow</Link> you can allow it for this trigger.{" "}
          </>
        )}
        Resend sends this one all the same.
      </p>
    </Banner>
  );
}
