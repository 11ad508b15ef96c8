import { Button, InlineError } from "@shopify/polaris";
import { useState } from "react";
import { saveFile } from "./save-file.ts";

type State = "idle" | "loading" | "failed";

/** App Bridge gives the request the merchant's session token; a plain link would have none. */
export function DownloadButton({ id, customer }: { id: string; customer: string | null }) {
  const [state, setState] = useState<State>("idle");
  async function download() {
    setState("loading");
    setState(await saveFile(`/app/privacy/${id}/data`, `customer-${customer ?? id}.json`));
  }
  return (
    <>
      <Button
        onClick={() => void download()}
        loading={state === "loading"}
        accessibilityLabel={`Download the data of customer ${customer ?? "without an account"}`}
      >
        Download
      </Button>
      {state === "failed" ? (
        <InlineError fieldID={id} message="The data could not be read. Try again in a moment." />
      ) : null}
    </>
  );
}
