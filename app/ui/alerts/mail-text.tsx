import type { NoticeView } from "../../notifications/list-notices.ts";
import { DueTime } from "../time/due-time.tsx";

/** Whether a mail was sent about a notice, and why not. */
export function MailText({ notice: { mail, mailNote, mailAt } }: { notice: NoticeView }) {
  return (
    <span className="wrap-anywhere">
      {mail === "pending" ? (
        <>
          Due <DueTime time={mailAt} />.
        </>
      ) : (
        LABELS[mail]
      )}
      {mailNote === null ? null : ` ${mailNote}`}
    </span>
  );
}

const LABELS = { sent: "Sent.", skipped: "None.", failed: "Failed." };
