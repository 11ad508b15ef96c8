import { IndexTable, useBreakpoints } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { EndpointRow } from "./endpoint-row.tsx";

/** Endpoints, newest first, each a link to its page. A list of cards on a narrow screen. */
export function EndpointTable({ endpoints, loading }: { endpoints: EndpointView[]; loading: boolean }) {
  const condensed = useBreakpoints().smDown;
  return (
    <IndexTable
      resourceName={{ singular: "endpoint", plural: "endpoints" }}
      itemCount={endpoints.length}
      headings={[
        { title: "Endpoint" },
        { title: "Status" },
        { title: "Topics" },
        { title: "Secret" },
        { title: "Created" },
      ]}
      selectable={false}
      condensed={condensed}
      loading={loading}
    >
      {endpoints.map((endpoint, position) => (
        <EndpointRow key={endpoint.id} endpoint={endpoint} position={position} condensed={condensed} />
      ))}
    </IndexTable>
  );
}
