import { Box, InlineStack, Pagination } from "@shopify/polaris";

interface PagerProps {
  /** what is listed, e.g. "deliveries" */
  of: string;
  path: string;
  /** what else the address says, e.g. a filter */
  keep: Record<string, string | undefined>;
  next: string | null;
  previous: string | null;
}

/** Newer and older, as links; nothing when all fits on one page. */
export function Pager({ of, path, keep, next, previous }: PagerProps) {
  if (!next && !previous) return null;
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <InlineStack align="center">
        <Pagination
          hasPrevious={previous !== null}
          {...(previous && { previousURL: address(path, { ...keep, before: previous }) })}
          hasNext={next !== null}
          {...(next && { nextURL: address(path, { ...keep, cursor: next }) })}
          accessibilityLabel={`Pages of ${of}`}
          accessibilityLabels={{ previous: `Newer ${of}`, next: `Older ${of}` }}
        />
      </InlineStack>
    </Box>
  );
}

/** A path and those of the parameters that have a value. */
export function address(path: string, parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const query = new URLSearchParams(given).toString();
  return query ? `${path}?${query}` : path;
}
