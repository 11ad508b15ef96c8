import type { ShouldRevalidateFunction } from "@remix-run/react";

/** Answers after which the page is left for one that is loaded anew. */
const LEAVING = ["created", "updated", "deleted"];

/**
 * For routes with forms. After these answers, and when the server could not be reached, asking for the page again would
 * show nothing, or take what was entered away.
 */
export const shouldRevalidate: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) =>
  actionResult?.kind === "unavailable" || LEAVING.includes(actionResult?.kind)
    ? false
    : defaultShouldRevalidate;
