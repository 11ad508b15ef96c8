import type { Response } from "express";

/** Without Express's ETag: what a shop's token reads is for nobody to keep. Of HEAD Node sends the headers alone. */
export function sendText(response: Response, status: number, type: string, text: string): void {
  response.status(status).setHeader("content-type", `${type}; charset=utf-8`);
  response.setHeader("content-length", Buffer.byteLength(text));
  response.end(text);
}
