import { useNavigate } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { showToast } from "../app-bridge/bridge.ts";
import { EndpointForm } from "./endpoint-form.tsx";
import { useShownSecret } from "./shown-secret.tsx";

const ENDPOINTS = "/app/endpoints";

export function NewEndpointPage() {
  const navigate = useNavigate();
  const { show } = useShownSecret();
  return (
    <Page title="Add endpoint" backAction={{ content: "Endpoints", url: ENDPOINTS }}>
      <EndpointForm
        action={`${ENDPOINTS}/new`}
        cancelUrl={ENDPOINTS}
        onSaved={(answer) => {
          if (answer.kind !== "created") return;
          show({ endpointId: answer.id, secret: answer.secret });
          showToast("Endpoint saved");
          navigate(`${ENDPOINTS}/${answer.id}`, { replace: true });
        }}
      />
    </Page>
  );
}
