import { Banner, BlockStack, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useAfterPress } from "../forms/use-after-press.ts";
import type { Mistake } from "../json/find-mistake.ts";
import type { useTestCall } from "./use-test-call.ts";

/** The event's data, to be changed, with what is wrong with it. */
export function PayloadField({ call }: { call: ReturnType<typeof useTestCall> }) {
  const { t } = useTranslation("testCall");
  const mistakeText = useMistakeText();
  const afterPress = useAfterPress();
  const { text, write, check, mistake, reset, noSample, loading, topic, choose } = call;
  return (
    <BlockStack gap="200">
      {noSample ? (
        <Banner
          tone="warning"
          title={t(noSample === "gone" ? "sample.gone" : "sample.unavailable")}
          action={{ content: t("sample.load"), onAction: () => choose(topic) }}
        />
      ) : null}
      <TextField
        label={t("payload.label")}
        helpText={t("payload.help")}
        {...(reset && { labelAction: { content: t("payload.reset"), onAction: reset } })}
        multiline={10}
        maxHeight="18rem"
        monospaced
        autoComplete="off"
        spellCheck={false}
        value={text}
        disabled={loading}
        onChange={write}
        onBlur={() => afterPress(check)}
        error={mistake && mistakeText(mistake)}
      />
    </BlockStack>
  );
}

function useMistakeText(): (mistake: Mistake) => string {
  const { t } = useTranslation("testCall");
  return ({ kind, ...place }) => t(`mistake.${kind}`, place);
}
