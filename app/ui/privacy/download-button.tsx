import { Button, InlineError } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useSaveFile } from "../download/use-save-file.ts";

/** Saves what is held on a customer as a file. `customer`: their number */
export function DownloadButton({ id, customer }: { id: string; customer: string | null }) {
  const { t } = useTranslation("privacy");
  const { save, state } = useSaveFile(`/app/settings/privacy/${id}/data`, `customer-${customer ?? id}.json`);
  return (
    <>
      <Button
        onClick={save}
        loading={state === "loading"}
        accessibilityLabel={
          customer === null ? t("requests.downloadOfNone") : t("requests.downloadOf", { customer })
        }
      >
        {t("requests.download")}
      </Button>
      {state === "failed" ? <InlineError fieldID={id} message={t("requests.downloadFailed")} /> : null}
    </>
  );
}
