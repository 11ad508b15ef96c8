import type { EndpointView } from "../../queries/endpoints.ts";
import { Fact } from "../copy/fact.tsx";
import { AbsoluteDate } from "../time/absolute-date.tsx";
import { AbsoluteTime } from "../time/absolute-time.tsx";
import { SecretHint } from "./secret-hint.tsx";

/** Hints and dates, newest first. */
export function LiveSecrets({ secrets }: Pick<EndpointView, "secrets">) {
  return (
    <>
      {secrets.map((secret) => (
        <Fact key={secret.id} label={secret.expiresAt ? "Old secret" : "Secret"}>
          <SecretHint secrets={[secret]} />, made <AbsoluteDate time={secret.createdAt} />
          {secret.expiresAt ? (
            <>
              , signs until <AbsoluteTime time={secret.expiresAt} />
            </>
          ) : null}
        </Fact>
      ))}
    </>
  );
}
