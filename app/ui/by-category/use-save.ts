import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CategoryInput } from "../../endpoints/category-form.ts";
import type { UrlProblem } from "../../endpoints/endpoint-forms.ts";
import { planTopics, type TopicChoice } from "../../endpoints/plan-topics.ts";
import type { EndpointChoice } from "../../queries/endpoint-list.ts";
import { showToast } from "../app-bridge/bridge.ts";
import { useAnswer } from "../forms/use-answer.ts";
import { afterSave, allTaken, changesOf, type Edits, hasWrong, NO_EDITS } from "./edits.ts";
import { isTooMany, withoutSecret } from "./foresee.ts";
import type { CategoryAnswer } from "./save-answer.ts";
import type { Editing } from "./use-edits.ts";

const PATH = "/app/endpoints/by-category";
const NONE: UrlProblem[] = [];

type Emptied = Pick<TopicChoice, "id" | "url">;

interface SaveOptions {
  endpoints: readonly EndpointChoice[];
  editing: Editing;
  secretEach: boolean;
  /** endpoints that the shop may have */
  limit: number;
}

/** Saves what was edited; asks first where endpoints are left without a topic. */
export function useSave({ endpoints, editing, secretEach, limit }: SaveOptions) {
  const { t } = useTranslation("byCategory");
  const fetcher = useFetcher<CategoryAnswer>();
  const [emptied, setEmptied] = useState<Emptied[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const [sent, setSent] = useState(NO_EDITS);
  const [expected, setExpected] = useState<string[]>([]);
  const [existed, setExisted] = useState<string[]>([]);
  const [refusals, setRefusals] = useState(0);
  const refuse = () => setRefusals((before) => before + 1);
  useAnswer(fetcher, (answer) => {
    setEmptied(answer.kind === "emptied" ? answer.endpoints : []);
    if (answer.kind === "invalid") refuse();
    if (answer.kind !== "saved") return;
    editing.replace((now) => afterSave(now, sent));
    setExisted(withoutSecret(expected, answer.secrets));
    showToast(t("saved"));
  });
  const saving = fetcher.state !== "idle";

  const send = (edits: Edits, deletes: string[]) => {
    if (saving) return;
    const input = { changes: changesOf(edits), secretEach, deletes } as CategoryInput;
    setSent(edits);
    setExpected(planTopics(endpoints, input.changes).create.map(({ url }) => url));
    fetcher.submit({ input: JSON.stringify(input) }, { method: "post", action: PATH });
  };
  const save = () => {
    const edits = allTaken(editing.edits, endpoints);
    const changes = changesOf(edits);
    const plan = planTopics(endpoints, changes);
    const exceeds = isTooMany(plan, endpoints.length, limit);
    editing.replace(edits);
    setTooMany(exceeds);
    setExisted([]);
    if (hasWrong(edits)) refuse();
    else if (exceeds) return;
    else if (plan.empty.length > 0) setEmptied(plan.empty);
    else send(edits, []);
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
    /** changes whenever URLs were refused: by the page or by the server */
    refusals,
    limit: tooMany ? limit : answer?.kind === "limit" ? answer.limit : undefined,
    unavailable: !tooMany && answer?.kind === "unavailable",
    /** URLs that were new to this page, but were endpoints already when it was saved, so that they got no secret */
    existed,
  };
}
