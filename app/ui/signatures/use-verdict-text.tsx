import { Link } from "@shopify/polaris";
import type { ReactNode } from "react";
import { Trans, useTranslation } from "react-i18next";
import type { StyleVerdict } from "../../signing/check-signature.ts";
import type { BodyDifference } from "../../signing/compare-bodies.ts";
import { shortUrl } from "../endpoints/short-url.ts";
import { AbsoluteTime } from "../time/absolute-time.tsx";

/** What was found of one of the two signatures, and what helps. */
export function useVerdictText(verdict: StyleVerdict): ReactNode {
  const { t } = useTranslation("signatures");
  switch (verdict.kind) {
    case "valid":
      return verdict.expiresAt ? (
        <Trans
          t={t}
          i18nKey="verdict.validOld"
          values={{ hint: verdict.hint }}
          components={{ time: <AbsoluteTime time={verdict.expiresAt} /> }}
        />
      ) : (
        t("verdict.valid", { hint: verdict.hint })
      );
    case "absent":
      return t("verdict.absent");
    case "missing":
      return t("verdict.missing", { count: verdict.names.length, names: verdict.names.join(", ") });
    case "cut_off":
    case "malformed":
      return t(`verdict.${verdict.kind}`, { name: verdict.name });
    case "body":
      return <BodyText difference={verdict.difference} />;
    case "other_endpoint":
      return (
        <Trans
          t={t}
          i18nKey="verdict.otherEndpoint"
          values={{ endpoint: shortUrl(verdict.endpoint.url) }}
          components={{ a: <Link url={`/app/endpoints/${verdict.endpoint.id}`} /> }}
        />
      );
    case "ended_secret":
      return verdict.hint ? t("verdict.endedSecret", { hint: verdict.hint }) : t("verdict.forgottenSecret");
    case "changed_headers":
      return t("verdict.changedHeaders", { count: verdict.names.length, names: verdict.names.join(", ") });
    case "tampered":
      return t("verdict.tampered");
    case "unknown":
      return t("verdict.unknown");
  }
}

function BodyText({ difference }: { difference: BodyDifference }) {
  const { t } = useTranslation("signatures");
  const what =
    difference.kind === "content"
      ? difference.path
        ? t("body.contentAt", { path: difference.path })
        : t("body.content")
      : t(`body.${difference.kind}`);
  return (
    <>
      {what} {t("body.advice")}
    </>
  );
}
