import { useNavigate } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicState } from "../../shopify/topic-states.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { EndpointForm } from "./endpoint-form.tsx";
import type { EndpointValues } from "./endpoint-values.ts";
import { titleUrl } from "./short-url.ts";

interface EditEndpointPageProps {
  endpoint: EndpointValues;
  states: Record<string, TopicState>;
}

export function EditEndpointPage({ endpoint, states }: EditEndpointPageProps) {
  const { t } = useTranslation("endpoints");
  const navigate = useNavigate();
  const { id, url, description } = endpoint;
  const back = `/app/endpoints/${id}`;
  return (
    <Page title={t("edit.title")} backAction={{ content: description || titleUrl(url), url: back }}>
      <EndpointForm
        initial={endpoint}
        states={states}
        action={`${back}/edit`}
        onSaved={() => {
          showToast(t("edit.saved"));
          navigate(back, { replace: true });
        }}
      />
    </Page>
  );
}
