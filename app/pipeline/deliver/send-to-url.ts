// One signed request to a merchant's URL.
import type { Deps } from "../../config/deps.ts";
import { VERSION } from "../../config/version.ts";
import { MASKED } from "../../endpoints/endpoint-fields.ts";
import { openHeaders, secretContext } from "../../endpoints/sealed-fields.ts";
import type { PostOutcome } from "../../http/post.ts";
import type { ClaimedDelivery } from "./claimed-delivery.ts";
import { isTrouble, judgeResponse, retryAfterMs } from "./judge-response.ts";
import { prepareRequest } from "./prepare-request.ts";
import type { Sent } from "./sent.ts";

type Needs = Pick<Deps, "clock" | "post" | "seal">;

/** The delivery's body must be there. Throws SealError when its headers, or all of its secrets, cannot be opened. */
export async function sendToUrl(deps: Needs, delivery: ClaimedDelivery): Promise<Sent> {
  const own = openHeaders(deps.seal, delivery.endpointId, delivery.headers);
  const request = prepareRequest(
    {
      url: delivery.url,
      deliveryId: delivery.id,
      eventId: delivery.eventId,
      shopDomain: delivery.shopDomain,
      topic: delivery.topic,
      triggeredAt: delivery.triggeredAt,
      attempt: delivery.attempts + 1,
      test: delivery.test,
      body: delivery.body ?? "",
      headers: own,
      secrets: openSecrets(deps.seal, delivery.secrets),
      signing: delivery.signing,
    },
    VERSION,
    deps.clock.now(),
  );
  const outcome = await deps.post(request);
  const judgement = judgeResponse(outcome);
  const masked = Object.fromEntries(Object.keys(own).map((name) => [name, MASKED]));
  return {
    outcome,
    judgement,
    requestHeaders: { ...request.headers, ...masked },
    wishMs: retryAfterMs(outcome, deps.clock.now()),
    inTrouble: isTrouble(judgement, outcome),
    end: isGone(outcome) ? "gone" : null,
  };
}

const isGone = (outcome: PostOutcome): boolean => outcome.kind === "answered" && outcome.statusCode === 410;

/** Those that can be opened, so that a rotation mends what was sealed with a key that is lost. */
function openSecrets(seal: Deps["seal"], secrets: ClaimedDelivery["secrets"]): string[] {
  const opened = secrets.map(({ id, sealed }) => {
    try {
      return seal.open(sealed, secretContext(id));
    } catch (error) {
      return error as Error;
    }
  });
  const readable = opened.filter((secret) => typeof secret === "string");
  if (readable.length === 0) throw opened[0] ?? new Error("an endpoint without a secret");
  return readable;
}
