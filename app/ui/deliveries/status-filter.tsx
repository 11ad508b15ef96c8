import { useNavigate } from "@remix-run/react";
import { InlineStack, Tabs, Tag } from "@shopify/polaris";
import type { DeliveryStatus } from "../../queries/deliveries.ts";
import { shortUrl } from "../endpoints/short-url.ts";
import { address } from "../paging/pager.tsx";
import { STATUS_LABELS } from "./delivery-status.tsx";

interface StatusFilterProps {
  status: DeliveryStatus | undefined;
  endpoint: { id: string; url: string } | undefined;
}

const STATUSES = Object.keys(STATUS_LABELS) as DeliveryStatus[];

/** Which deliveries are listed. All of it stands in the address, so that a list can be linked to. */
export function StatusFilter({ status, endpoint }: StatusFilterProps) {
  const navigate = useNavigate();
  const choices = [undefined, ...STATUSES];
  const show = (next: StatusFilterProps) =>
    navigate(address("/app/deliveries", { status: next.status, endpoint: next.endpoint?.id }));

  return (
    <>
      <Tabs
        tabs={choices.map((choice) => ({
          id: choice ?? "all",
          content: choice ? STATUS_LABELS[choice] : "All",
          panelID: "deliveries",
        }))}
        selected={choices.indexOf(status)}
        onSelect={(index) => show({ status: choices[index], endpoint })}
      />
      {endpoint ? (
        <div className="filter-tag">
          <InlineStack>
            <Tag onRemove={() => show({ status, endpoint: undefined })}>
              {`Endpoint: ${shortUrl(endpoint.url)}`}
            </Tag>
          </InlineStack>
        </div>
      ) : null}
    </>
  );
}
