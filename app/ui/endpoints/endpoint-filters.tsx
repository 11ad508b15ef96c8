import { useNavigate } from "@remix-run/react";
import { Box, Tabs, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EndpointFilter } from "../../queries/endpoint-list.ts";
import { address } from "../paging/pager.tsx";

export const ENDPOINTS = "/app/endpoints";

const STATUSES = [undefined, "enabled", "paused", "disabled", "failing"] as const;

/** What of a filter stands in the address. */
export const filterAddress = ({ status, search }: EndpointFilter) => ({ status, q: search || undefined });

/** Which endpoints are listed. All of it stands in the address, so that a list can be linked to. */
export function EndpointFilters({ filter }: { filter: EndpointFilter }) {
  const { t } = useTranslation("endpoints");
  const navigate = useNavigate();
  const { status, search } = filter;
  const [text, setText] = useState(search ?? "");
  useEffect(() => {
    if (search === undefined) setText(""); // somebody cleared the filters
  }, [search]);

  const show = (next: EndpointFilter) =>
    navigate(address(ENDPOINTS, filterAddress({ ...filter, ...next })), {
      replace: next.search !== undefined,
      preventScrollReset: true,
    });
  const look = (typed: string) => {
    setText(typed);
    show({ search: typed });
  };

  return (
    <>
      <Tabs
        tabs={STATUSES.map((choice) => ({
          id: choice ?? "all",
          content: t(`list.tabs.${choice ?? "all"}`),
          panelID: "endpoints",
        }))}
        selected={STATUSES.indexOf(status)}
        onSelect={(index) => show({ status: STATUSES[index] })}
      />
      <Box paddingInline="300" paddingBlockEnd="300">
        <TextField
          label={t("list.search")}
          labelHidden
          type="search"
          autoComplete="off"
          placeholder={t("list.searchHint")}
          value={text}
          onChange={look}
          clearButton
          onClearButtonClick={() => look("")}
        />
      </Box>
    </>
  );
}
