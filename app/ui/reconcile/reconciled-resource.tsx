import { Text } from "@shopify/polaris";
import type { ReconciliationView } from "../../queries/reconciliation.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { foundText, resourceName } from "./words.ts";

/** One line: what was compared when, and what came of it. */
export function ReconciledResource({ resource: view }: { resource: ReconciliationView }) {
  return (
    <>
      <Text as="span" fontWeight="semibold">
        {resourceName(view.resource)}
      </Text>
      : {view.finishedAt ? <RelativeTime time={view.finishedAt} /> : "not yet"}
      {". "}
      {view.state === "compares" ? foundText(view) : null}
      {view.state === "waits" ? "No destination chose these events." : null}
      {view.state === "stopped" ? view.reason : null}
    </>
  );
}
