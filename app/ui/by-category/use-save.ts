import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CategoryInput } from "../../endpoints/category-form.ts";
import type { UrlProblem } from "../../endpoints/endpoint-forms.ts";
import { planTopics, type TopicChoice } from "../../endpoints/plan-topics.ts";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { useShownSecrets } from "../endpoints/shown-secret.tsx";
import { useAnswer } from "../forms/use-answer.ts";
import { allTaken, changesOf, type Edits, hasWrong, NO_EDITS } from "./edits.ts";
import type { CategoryAnswer } from "./save-answer.ts";
import type { Editing } from "./use-edits.ts";

const PATH = "/app/endpoints/by-category";
const NONE: UrlProblem[] = [];

type Emptied = Pick<TopicChoice, "id" | "url">;

/** Saves what was edited; asks first where endpoints are left without a topic. */
export function useSave(endpoints: readonly EndpointChoice[], editing: Editing, secretEach: boolean) {
  const { t } = useTranslation("byCategory");
  const fetcher = useFetcher<CategoryAnswer>();
  const { show } = useShownSecrets();
  const [emptied, setEmptied] = useState<Emptied[]>([]);
  useAnswer(fetcher, (answer) => {
    setEmptied(answer.kind === "emptied" ? answer.endpoints : []);
    if (answer.kind !== "saved") return;
    editing.replace(NO_EDITS);
    show(answer.secrets);
    showToast(t("saved"));
  });
  const saving = fetcher.state !== "idle";

  const send = (edits: Edits, deletes: string[]) => {
    if (saving) return;
    const input = { changes: changesOf(edits), secretEach, deletes } as CategoryInput;
    fetcher.submit({ input: JSON.stringify(input) }, { method: "post", action: PATH });
  };
  /** Returns false when something that was typed has to be put right first. */
  const save = (): boolean => {
    const edits = allTaken(editing.edits, endpoints);
    editing.replace(edits);
    if (hasWrong(edits)) return false;
    const { empty } = planTopics(endpoints, changesOf(edits));
    if (empty.length > 0) setEmptied(empty);
    else send(edits, []);
    return true;
  };
  const answer = saving ? undefined : fetcher.data;
  return {
    save,
    saving,
    /** endpoints that are deleted if it is saved now */
    emptied,
    confirm: () =>
      send(
        editing.edits,
        emptied.map(({ id }) => id),
      ),
    cancel: () => setEmptied([]),
    problems: answer?.kind === "invalid" ? answer.urls : NONE,
    limit: answer?.kind === "limit" ? answer.limit : undefined,
    unavailable: answer?.kind === "unavailable",
  };
}
