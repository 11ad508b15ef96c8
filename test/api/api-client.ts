// The API as a merchant's developer calls it. Every answer is checked against the OpenAPI document.
import { checkExchange } from "./contract.ts";

/** The fields of any answer that the tests read. */
interface Document {
  id: string;
  type: string;
  title: string;
  status: string;
  detail: string;
  secret: string;
  secrets: { hint: string; created_at: string; expires_at: string | null }[];
  rate_limit: number | null;
  count: number;
  topics: { name: string; availability: object }[];
  endpoints: { id: string }[];
  events: { id: string }[];
  deliveries: { id: string }[];
  recoveries: { id: string; endpoint_id: string }[];
  inbound: { id: string }[];
  summary: object[];
  next_cursor: string | null;
  errors: Record<string, string[]>;
}

export interface Answer {
  status: number;
  type: string | null;
  headers: Headers;
  text: string;
  /** empty where there was no JSON */
  json: Document;
}

/** `body`: text is sent as it is. */
export type Call = (
  method: string,
  path: string,
  body?: object | string,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** `base`: of version 1, without a slash at the end. `token`: undefined for none. */
export const apiClient =
  (base: string, token: string | undefined): Call =>
  async (method, path, body, headers = {}) => {
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(base + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        "content-type": "application/json",
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    const text = await textOf(response);
    const { status, headers: answered } = response;
    checkExchange({ method, path, sent, status, headers: answered, text });
    const type = answered.get("content-type");
    const json = (type?.includes("json") && text !== "" ? JSON.parse(text) : {}) as Document;
    return { status, type, headers: answered, text, json };
  };

/** A stream does not end by itself. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return response.text();
  await response.body?.cancel();
  return "";
}
