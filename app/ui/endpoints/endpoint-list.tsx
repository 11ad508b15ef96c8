import { useNavigation } from "@remix-run/react";
import { Card, EmptyState, Page } from "@shopify/polaris";
import type { EndpointView } from "../../queries/endpoints.ts";
import { Pager } from "../paging/pager.tsx";
import bell from "../shell/bell.svg?url";
import { EndpointTable } from "./endpoint-table.tsx";

interface EndpointListProps {
  page: { rows: EndpointView[]; next: string | null; previous: string | null };
}

const PATH = "/app/endpoints";
const ADD = { content: "Add endpoint", url: `${PATH}/new` };

export function EndpointList({ page }: EndpointListProps) {
  const loading = useNavigation().location?.pathname === PATH;
  if (page.rows.length === 0) {
    return (
      <Page title="Endpoints">
        <Card>
          <EmptyState heading="Send your store's events anywhere" image={bell} action={ADD}>
            <p>
              An endpoint is a URL of yours. Choose the topics it should hear of, and Carillon sends it every
              such event: signed, retried for three days, and logged.
            </p>
          </EmptyState>
        </Card>
      </Page>
    );
  }
  return (
    <Page title="Endpoints" subtitle="The URLs that hear of your store's events." primaryAction={ADD}>
      <Card padding="0">
        <section aria-label="Endpoints" aria-busy={loading}>
          <EndpointTable endpoints={page.rows} loading={loading} />
          <Pager of="endpoints" path={PATH} keep={{}} next={page.next} previous={page.previous} />
        </section>
      </Card>
    </Page>
  );
}
