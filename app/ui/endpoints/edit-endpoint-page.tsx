import { useNavigate } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { showToast } from "../app-bridge/bridge.ts";
import { EndpointForm, type EndpointValues } from "./endpoint-form.tsx";
import { shortUrl } from "./short-url.ts";

interface EditEndpointPageProps {
  endpointId: string;
  values: EndpointValues;
}

export function EditEndpointPage({ endpointId, values }: EditEndpointPageProps) {
  const navigate = useNavigate();
  const back = `/app/endpoints/${endpointId}`;
  return (
    <Page
      title="Edit endpoint"
      backAction={{ content: values.description || shortUrl(values.url), url: back }}
    >
      <EndpointForm
        initial={values}
        action={`${back}/edit`}
        cancelUrl={back}
        onSaved={() => {
          showToast("Endpoint saved");
          navigate(back, { replace: true });
        }}
      />
    </Page>
  );
}
