import { Box, InlineStack, Pagination } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

interface PagerProps {
  /** what is listed, e.g. "deliveries" */
  of: string;
  path: string;
  /** what else the address says, e.g. a filter */
  keep: AddressParameters;
  next: string | null;
  previous: string | null;
  /** the newest rows come first unless set */
  oldestFirst?: boolean;
}

/** The rows before and after, as links; nothing when all fits on one page. */
export function Pager({ of, path, keep, next, previous, oldestFirst = false }: PagerProps) {
  const { t } = useTranslation();
  if (!next && !previous) return null;
  const [newer, older] = [t("paging.newer", { of }), t("paging.older", { of })];
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <InlineStack align="center">
        <Pagination
          hasPrevious={previous !== null}
          {...(previous && { previousURL: address(path, { ...keep, before: previous }) })}
          hasNext={next !== null}
          {...(next && { nextURL: address(path, { ...keep, cursor: next }) })}
          accessibilityLabel={t("paging.pages", { of })}
          accessibilityLabels={{
            previous: oldestFirst ? older : newer,
            next: oldestFirst ? newer : older,
          }}
        />
      </InlineStack>
    </Box>
  );
}

/** What has no value, or an empty list, is left out; of a list each value stands for itself. */
export type AddressParameters = Record<string, string | readonly string[] | undefined>;

/** A path and those of the parameters that have a value. */
export function address(path: string, parameters: AddressParameters): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [name, one] as [string, string]),
  );
  const query = new URLSearchParams(given).toString();
  return query ? `${path}?${query}` : path;
}
