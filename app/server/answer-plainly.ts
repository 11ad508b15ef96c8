import type { Response } from "express";

/** What is only text loads nothing and stands in nobody's frame. */
export const NOTHING = "default-src 'none'; frame-ancestors 'none'";

/** Answers with one line of text, for nobody to keep. */
export function answerPlainly(response: Response, status: number, text: string): void {
  response.setHeader("content-security-policy", NOTHING);
  response.setHeader("cache-control", "no-store");
  response.status(status).type("text/plain").send(`${text}\n`);
}
