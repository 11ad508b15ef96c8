import type { AppliedFilterInterface, FilterInterface } from "@shopify/polaris";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DeliverySearch } from "../../queries/delivery-search.ts";
import type { DestinationChoice } from "../../queries/destinations.ts";
import { TOPICS } from "../../topics/catalog.ts";
import { AttemptsFilter } from "./filter-attempts.tsx";
import { ChoicesFilter, SingleFilter } from "./filter-choices.tsx";
import { TimeFilter } from "./filter-time.tsx";
import { RESPONSES } from "./response-kinds.ts";
import { useChoiceText } from "./use-choice-text.ts";
import { useWindowText } from "./use-window-text.ts";

interface Filter {
  key: string;
  label: string;
  filter: ReactElement;
  /** what it asks for, in words; empty when it asks for nothing */
  asks: string;
  /** what the search is without it */
  without: Partial<DeliverySearch>;
}

/** Polaris' filters of the list, and those of them that narrow it. */
export function useFilters(
  search: DeliverySearch,
  destinations: DestinationChoice[],
  change: (part: Partial<DeliverySearch>) => void,
): { filters: FilterInterface[]; appliedFilters: AppliedFilterInterface[] } {
  const all = useAllFilters(search, destinations, change);
  const { t } = useTranslation("deliveries");
  return {
    filters: all.map(({ key, label, filter }) => ({ key, label, filter, hideClearButton: true })),
    appliedFilters: all
      .filter(({ asks }) => asks !== "")
      .map(({ key, label, asks, without }) => ({
        key,
        label: t("filter.applied", { name: label, values: asks }),
        onRemove: () => change(without),
      })),
  };
}

function useAllFilters(
  search: DeliverySearch,
  destinations: DestinationChoice[],
  change: (part: Partial<DeliverySearch>) => void,
): Filter[] {
  const { t } = useTranslation("deliveries");
  const text = useChoiceText(destinations);
  const windowText = useWindowText();
  const choices = <Key extends "statuses" | "endpoints" | "topics" | "responses">(
    key: Key,
    label: string,
    known: readonly DeliverySearch[Key][number][],
    chosen: readonly string[],
  ): Filter => ({
    ...{ key, label, asks: text.list(key, chosen), without: { [key]: [] } },
    filter: (
      <ChoicesFilter
        label={label}
        choices={known.map((value) => ({ value, label: text.of(key, value) }))}
        selected={search[key]}
        onChange={(values) => change({ [key]: values })}
      />
    ),
  });
  return [
    choices("statuses", t("filter.status"), ["pending", "succeeded", "failed", "discarded"], search.statuses),
    choices(
      "endpoints",
      t("filter.endpoint"),
      destinations.map(({ id }) => id),
      search.endpoints,
    ),
    choices("topics", t("filter.topic"), TOPIC_NAMES, search.topics),
    choices("responses", t("filter.response"), RESPONSES, search.responses),
    {
      ...{ key: "time", label: t("filter.time"), asks: windowText(search) },
      without: { span: null, since: null, until: null },
      filter: <TimeFilter search={search} onChange={change} />,
    },
    {
      ...{ key: "test", label: t("filter.test"), without: { test: null } },
      asks: search.test === null ? "" : t(`filter.tests.${search.test}`),
      filter: (
        <SingleFilter
          label={t("filter.test")}
          choices={([null, "only", "without"] as const).map((value) => ({
            value,
            label: t(`filter.tests.${value ?? "any"}`),
          }))}
          selected={search.test}
          onChange={(test) => change({ test })}
        />
      ),
    },
    {
      ...{ key: "attempts", label: t("filter.attempts"), without: { attempts: null } },
      asks: search.attempts === null ? "" : t("filter.atLeastCount", { count: search.attempts }),
      filter: <AttemptsFilter attempts={search.attempts} onChange={(attempts) => change({ attempts })} />,
    },
  ];
}

const TOPIC_NAMES = TOPICS.map(({ name }) => name);
