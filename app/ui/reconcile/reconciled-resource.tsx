import { Trans, useTranslation } from "react-i18next";
import type { ReconciliationView } from "../../queries/reconciliation.ts";
import { useProblem } from "../texts/use-problem.ts";
import { RelativeTime } from "../time/relative-time.tsx";
import { outcomeText } from "./words.ts";

/** One line: what was compared when, and what came of it. */
export function ReconciledResource({ resource: view }: { resource: ReconciliationView }) {
  const { t } = useTranslation("reconcile");
  const translate = useProblem();
  const values = { name: t(`resource.${view.resource}`), outcome: outcomeText(t, view, translate) };
  const name = <strong />;
  return view.finishedAt ? (
    <Trans
      t={t}
      i18nKey="line"
      values={values}
      components={{ name, time: <RelativeTime time={view.finishedAt} /> }}
    />
  ) : (
    <Trans t={t} i18nKey="never" values={values} components={{ name }} />
  );
}
