import { SaveBar } from "@shopify/app-bridge-react";
import { Button, InlineStack } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { bridge } from "../app-bridge/bridge.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";

interface FormSaveBarProps {
  /** of the form that Save submits */
  formId: string;
  /** whether the form holds what is not saved yet */
  dirty: boolean;
  saving: boolean;
  onDiscard: () => void;
}

/** The admin's own save bar for a form, which also keeps the merchant from leaving with unsaved changes. */
export function FormSaveBar({ formId, dirty, saving, onDiscard }: FormSaveBarProps) {
  const { t } = useTranslation();
  const hasBridge = useHasBridge();
  useLeaveGuard(dirty);
  if (hasBridge === undefined) return null;
  if (!hasBridge) {
    return (
      <InlineStack align="end" gap="200">
        <Button onClick={onDiscard} disabled={!dirty || saving}>
          {t("saveBar.discard")}
        </Button>
        {/* Polaris' own button cannot name a form that it is not in. */}
        <Button
          variant="primary"
          loading={saving}
          disabled={!dirty}
          onClick={() => (document.getElementById(formId) as HTMLFormElement).requestSubmit()}
        >
          {t("saveBar.save")}
        </Button>
      </InlineStack>
    );
  }
  return (
    <SaveBar id={`${formId}-save-bar`} open={dirty} discardConfirmation>
      <button type="submit" form={formId} variant="primary" {...(saving ? { loading: "" } : {})}>
        {t("saveBar.save")}
      </button>
      <button type="button" onClick={onDiscard} disabled={saving}>
        {t("saveBar.discard")}
      </button>
    </SaveBar>
  );
}

/** undefined until the browser has taken over what the server rendered. */
function useHasBridge(): boolean | undefined {
  const [has, setHas] = useState<boolean>();
  useEffect(() => setHas(bridge() !== undefined), []);
  return has;
}
