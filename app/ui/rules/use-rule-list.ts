import { useTranslation } from "react-i18next";
import { useProblem } from "../texts/use-problem.ts";
import { type ListPath, listAt, withList } from "./rule-values.ts";
import { useRulesForm } from "./rules-form.tsx";

/** A list of the rules: its entries, how it is changed, and what is wrong with it in one text. */
export function useRuleList(path: ListPath) {
  const { t } = useTranslation("rules");
  const problem = useProblem();
  const { values, change, errors } = useRulesForm();
  const entries = listAt(values, path);
  const ofEntries = entries.flatMap((entry, index) =>
    (errors[`${path}.${index}`] ?? []).map((text) => t("list.named", { entry, problem: problem(text) })),
  );
  const wrong = [...(errors[path] ?? []).map(problem), ...ofEntries];
  const set = (list: string[]) => change(withList(values, path, list));
  return {
    entries,
    set,
    /** Those that are not there yet. */
    add: (more: string[]) => set([...new Set([...entries, ...more])]),
    remove: (entry: string) => set(entries.filter((one) => one !== entry)),
    error: wrong.length > 0 ? wrong.join(" ") : undefined,
  };
}
