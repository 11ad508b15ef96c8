import { FormLayout, Select, type SelectProps, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SigningMode } from "../../signing/sign.ts";
import { shortUrl } from "../endpoints/short-url.ts";
import type { CalledEndpoint } from "./test-call-dialog.tsx";
import { EVERYONE, type Trial, type useTestCall } from "./use-test-call.ts";

interface CallFormProps {
  call: ReturnType<typeof useTestCall>;
  topics: SelectProps["options"];
  endpoints: CalledEndpoint[];
  trial: Trial | undefined;
}

const MODES = ["signed", "unsigned", "tampered"] as const satisfies readonly SigningMode[];

/** What is called, with which topic, and how it is signed. */
export function CallForm({ call, topics, endpoints, trial }: CallFormProps) {
  const { t } = useTranslation("testCall");
  return (
    <FormLayout>
      <Destination call={call} endpoints={endpoints} trial={trial} />
      <FormLayout.Group>
        <Select label={t("topic.label")} options={topics} value={call.topic} onChange={call.choose} />
        <Select
          label={t("signing.label")}
          options={MODES.map((mode) => ({ value: mode, label: t(`signing.${mode}`) }))}
          value={call.signing}
          onChange={(mode) => call.setSigning(mode as SigningMode)}
          helpText={call.signing === "signed" ? undefined : t(`signing.${call.signing}Help`)}
        />
      </FormLayout.Group>
    </FormLayout>
  );
}

function Destination({ call, endpoints, trial }: Omit<CallFormProps, "topics">) {
  const { t } = useTranslation("testCall");
  const [only] = endpoints;
  if (endpoints.length > 1) {
    const everyone = { value: EVERYONE, label: t("to.all", { count: endpoints.length }) };
    const each = endpoints.map(({ id, label }) => ({ value: id, label }));
    return (
      <Select label={t("to.label")} options={[everyone, ...each]} value={call.to} onChange={call.setTo} />
    );
  }
  if (!only && !trial) return <Text as="p">{t("to.none")}</Text>;
  return (
    <div className="wrap-anywhere">
      <Text as="p" fontWeight="medium">
        {only ? only.label : shortUrl(trial?.url ?? "")}
      </Text>
      {only ? null : (
        <Text as="p" tone="subdued">
          {t("to.trial")}
        </Text>
      )}
    </div>
  );
}
