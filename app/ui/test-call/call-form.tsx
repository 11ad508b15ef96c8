import { FormLayout, Select, type SelectProps, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SigningMode } from "../../signing/sign.ts";
import { shortUrl } from "../endpoints/short-url.ts";
import type { CalledEndpoint } from "./called-endpoint.ts";
import { EVERYONE, type Trial, type useTestCall } from "./use-test-call.ts";

interface CallFormProps {
  call: ReturnType<typeof useTestCall>;
  topics: SelectProps["options"];
  endpoints: CalledEndpoint[];
  trials: Trial[];
}

const MODES = ["signed", "unsigned", "tampered"] as const satisfies readonly SigningMode[];

/** What is called, with which topic, and how it is signed. */
export function CallForm({ call, topics, endpoints, trials }: CallFormProps) {
  const { t } = useTranslation("testCall");
  return (
    <FormLayout>
      <Destination call={call} endpoints={endpoints} trials={trials} />
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

function Destination({ call, endpoints, trials }: Omit<CallFormProps, "topics">) {
  const { t } = useTranslation("testCall");
  const all = [
    ...endpoints.map(({ id, label }) => ({ value: id, label })),
    ...trials.map(({ url }) => ({ value: url, label: shortUrl(url) })),
  ];
  const [only] = all;
  if (!only) return <Text as="p">{t("to.none")}</Text>;
  const notSaved = trials.some(({ url }) => url === call.to || call.to === EVERYONE);
  const note = notSaved ? t("to.trial") : undefined;
  if (all.length > 1) {
    const everyone = {
      value: EVERYONE,
      label: t(trials.length > 0 ? "to.allUrls" : "to.all", { count: all.length }),
    };
    return (
      <Select
        label={t("to.label")}
        options={[everyone, ...all]}
        value={call.to}
        onChange={call.setTo}
        helpText={note}
      />
    );
  }
  return (
    <div className="wrap-anywhere">
      <Text as="p" fontWeight="medium">
        {only.label}
      </Text>
      {note ? (
        <Text as="p" tone="subdued">
          {note}
        </Text>
      ) : null}
    </div>
  );
}
