import { useNavigate, useSearchParams } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TopicState } from "../../shopify/topic-states.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { EndpointForm } from "./endpoint-form.tsx";

const ENDPOINTS = "/app/endpoints";

export function NewEndpointPage({ states }: { states: Record<string, TopicState> }) {
  const { t } = useTranslation("endpoints");
  const navigate = useNavigate();
  const [address] = useSearchParams();
  return (
    <Page title={t("new.title")} backAction={{ content: t("list.title"), url: ENDPOINTS }}>
      <EndpointForm
        wanted={address.getAll("topic")}
        states={states}
        action={`${ENDPOINTS}/new`}
        onSaved={(answer) => {
          if (answer.kind !== "created") return;
          const made = answer.secrets.flatMap(({ endpoints }) => endpoints);
          const [only] = made;
          showToast(t("new.saved", { count: made.length }));
          navigate(only && made.length === 1 ? `${ENDPOINTS}/${only.id}` : ENDPOINTS, { replace: true });
        }}
      />
    </Page>
  );
}
