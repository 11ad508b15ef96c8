import { BlockStack, ChoiceList, InlineError, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import type { ExportFormat } from "../../queries/export-file.ts";
import { Dialog } from "../dialogs/dialog.tsx";
import { useSaveFile } from "../download/use-save-file.ts";
import { address } from "../paging/pager.tsx";
import { searchParameters } from "./search-address.ts";

interface ExportDialogProps {
  search: DeliverySearch;
  /** rows */
  most: number;
  open: boolean;
  onClose: () => void;
}

const FORMATS = ["csv", "ndjson"] as const satisfies ExportFormat[];

/** The list as a file. */
export function ExportDialog({ search, most, open, onClose }: ExportDialogProps) {
  const { t, i18n } = useTranslation("deliveries");
  const [format, setFormat] = useState<ExportFormat>("csv");
  const url = address("/app/deliveries/export", { ...searchParameters(search), format });
  const { save, state } = useSaveFile(url, `deliveries.${format}`);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("export.title")}
      primaryAction={{ content: t("export.save"), onAction: save, loading: state === "loading" }}
      secondaryActions={[{ content: t("export.cancel"), onAction: onClose }]}
    >
      <BlockStack gap="300">
        <Text as="p">
          {t("export.what")} {t("export.cap", { most: new Intl.NumberFormat(i18n.language).format(most) })}
        </Text>
        <ChoiceList
          title={t("export.format")}
          choices={FORMATS.map((value) => ({
            value,
            label: t(`export.${value}`),
            helpText: t(`export.${value}Help`),
          }))}
          selected={[format]}
          onChange={([chosen]) => setFormat(chosen === "ndjson" ? "ndjson" : "csv")}
        />
        <div role="status">
          {state === "failed" || state === "busy" ? (
            <InlineError fieldID="export" message={t(`export.${state}`)} />
          ) : null}
        </div>
      </BlockStack>
    </Dialog>
  );
}
