import { topic } from "./topic.ts";

const operational = (
  name: "failing" | "disabled" | "recovered" | "check" | "delivery_failed",
  description: string,
) =>
  topic(`endpoint/${name}`, {
    grade: "A",
    description: `${description} Not part of “all topics”: choose it by name.`,
    source: "Carillon itself",
    ways: [{ kind: "carillon" }],
  });

export const ENDPOINT = [
  operational("failing", "Four automatic attempts in a row have failed at another endpoint."),
  operational("disabled", "Another endpoint was disabled and gets no more events."),
  operational("recovered", "Another endpoint that was failing works again."),
  operational(
    "delivery_failed",
    "All attempts to deliver an event to another endpoint have failed; nothing is said of deliveries of this topic itself.",
  ),
  operational("check", "The weekly test call of another endpoint that was silent for 7 days."),
] as const;
