import type { Response } from "express";

/**
 * How the Admin API fails: with an HTTP status, with an answer that is no JSON or that says why there is none, or by
 * never answering.
 */
export type Outage =
  | { kind: "status"; status: number; headers?: Record<string, string> }
  | { kind: "garbage" }
  | { kind: "answer"; body: object }
  | { kind: "silence" };

export function strike(response: Response, outage: Outage): void {
  if (outage.kind === "garbage") response.type("text/html").send("<!doctype html><title>Shopify</title>");
  if (outage.kind === "answer") response.json(outage.body);
  if (outage.kind !== "status") return;
  const { status, headers = {} } = outage;
  response.status(status).set(headers).json({ errors: "The sandbox's Shopify is out of order." });
}
