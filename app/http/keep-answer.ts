// What is kept of an answer. The status line has decided already, so a body that is too long, slow, broken or badly
// compressed is no error: what came of it is kept.
import type { IncomingMessage } from "node:http";
import { decodeBody } from "./decode-body.ts";
import type { RawBody } from "./read-body.ts";

const KEEP_BYTES = 16 * 1024;

export interface KeptAnswer {
  statusCode: number;
  headers: Record<string, string>;
  /** the first 16 KiB */
  body: string;
  truncated: boolean;
}

export async function keepAnswer(answer: IncomingMessage, raw: RawBody): Promise<KeptAnswer> {
  const { statusCode = 0, headers } = answer;
  const encoding = headers["content-encoding"];
  const { bytes, complete } = encoding ? await decodeBody(raw, encoding) : raw;
  const plain: Record<string, string> = {};
  for (const name in headers) plain[name] = storable(String(headers[name]));
  const body = storable(bytes.toString("utf8", 0, KEEP_BYTES));
  return { statusCode, headers: plain, body, truncated: !complete || bytes.length > KEEP_BYTES };
}

/** PostgreSQL's text has no NUL. */
const storable = (text: string): string => text.replaceAll("\u0000", "\ufffd");
