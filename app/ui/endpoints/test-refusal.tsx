import { Banner } from "@shopify/polaris";
import type { TestAnswer } from "./test-answer.ts";

/** Why no test was sent. */
export function TestRefusal({ answer }: { answer: Exclude<TestAnswer, { kind: "sent" }> }) {
  switch (answer.kind) {
    case "too_many":
      return (
        <Banner tone="warning" title="Too many tests at once">
          <p>
            One test per endpoint can be under way, and ten a minute in all. Try again in{" "}
            {answer.retryAfterSeconds} seconds.
          </p>
        </Banner>
      );
    case "unknown_topic":
      return (
        <Banner tone="warning" title="There is no such topic">
          <p>Choose another one.</p>
        </Banner>
      );
    case "sealed":
      return (
        <Banner tone="critical" title="This endpoint's headers or secret cannot be read">
          <p>
            They were stored with a key that this server does not have. Set the headers again and rotate the
            secret.
          </p>
        </Banner>
      );
    case "unavailable":
      return (
        <Banner tone="critical" title="Carillon could not be reached">
          <p>The test was not sent. Try again in a moment.</p>
        </Banner>
      );
  }
}
