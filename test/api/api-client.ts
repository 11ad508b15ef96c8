// The API as a merchant's developer calls it.

/** The fields of any answer that the tests read. */
interface Document {
  id: string;
  status: string;
  detail: string;
  secret: string;
  secrets: { hint: string; created_at: string; expires_at: string | null }[];
  rate_limit: number | null;
  endpoints: { id: string }[];
  next_cursor: string;
  errors: Record<string, string[]>;
}

export interface Answer {
  status: number;
  type: string | null;
  headers: Headers;
  text: string;
  /** empty where there was no body */
  json: Document;
}

export type Call = (method: string, path: string, body?: object) => Promise<Answer>;

/** `base`: of version 1, without a slash at the end. */
export const apiClient =
  (base: string, token: string): Call =>
  async (method, path, body) => {
    const response = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers } = response;
    const json = (text === "" ? {} : JSON.parse(text)) as Document;
    return { status, type: headers.get("content-type"), headers, text, json };
  };
