import { Trans, useTranslation } from "react-i18next";
import type { EndpointView } from "../../queries/endpoints.ts";
import { Fact } from "../copy/fact.tsx";
import { AbsoluteDate } from "../time/absolute-date.tsx";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { DueTime } from "../time/due-time.tsx";
import { SecretHint } from "./secret-hint.tsx";

/** Hints and dates, newest first; of old ones how long they still sign. */
export function LiveSecrets({ secrets }: Pick<EndpointView, "secrets">) {
  const { t } = useTranslation("endpoint");
  return (
    <>
      {secrets.map((secret) => (
        <Fact key={secret.id} label={secret.expiresAt ? t("secret.old") : t("secret.current")}>
          <Trans
            t={t}
            i18nKey="secret.made"
            components={{
              hint: <SecretHint secrets={[secret]} />,
              time: <AbsoluteDate time={secret.createdAt} />,
            }}
          />
          {secret.expiresAt ? (
            <>
              <br />
              <Trans
                t={t}
                i18nKey="secret.ends"
                components={{
                  left: <DueTime time={secret.expiresAt} />,
                  time: <AbsoluteTime time={secret.expiresAt} />,
                }}
              />
            </>
          ) : null}
        </Fact>
      ))}
    </>
  );
}
