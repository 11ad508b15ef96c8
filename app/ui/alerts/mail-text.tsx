import { Trans, useTranslation } from "react-i18next";
import type { NoticeView } from "../../notifications/list-notices.ts";
import { useProblem } from "../texts/use-problem.ts";
import { DueTime } from "../time/due-time.tsx";

/** Whether a mail was sent about a notice, and why not. */
export function MailText({ notice: { mail, mailNote, mailAt } }: { notice: NoticeView }) {
  const { t } = useTranslation("alerts");
  const problem = useProblem();
  return (
    <span className="wrap-anywhere">
      {mail === "pending" ? (
        <Trans t={t} i18nKey="notices.mailDue" components={{ time: <DueTime time={mailAt} /> }} />
      ) : (
        t(`notices.mailStates.${mail}`)
      )}
      {mailNote === null ? null : ` ${problem(mailNote)}`}
    </span>
  );
}
