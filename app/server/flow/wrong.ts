/** `reason`: a sentence for the merchant, who reads it in the log of the workflow's run. */
export interface Wrong {
  kind: "wrong";
  reason: string;
}

export const wrong = (reason: string): Wrong => ({ kind: "wrong", reason });

const LONGEST = 60;

/** Short enough for a sentence, and on one line. */
export const quote = (text: string): string =>
  `"${text.slice(0, LONGEST).replace(/[\p{C}\u2028\u2029]/gu, " ")}${text.length > LONGEST ? "…" : ""}"`;

/** To go on in the middle of a sentence. */
export const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
