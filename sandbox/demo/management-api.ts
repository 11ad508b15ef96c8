import { SandboxError } from "../sandbox-error.ts";

/** Carillon's management API for one shop (/api/v1). Throws SandboxError on anything but a 2xx. */
export interface ManagementApi {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
}

export function managementApi(appUrl: string, token: string): ManagementApi {
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${appUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new SandboxError(`${method} /api/v1${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  }
  return { get: (path) => call("GET", path), post: (path, body) => call("POST", path, body) };
}

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

/** All pages of a list. */
export async function listAll<T>(api: ManagementApi, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const mark = path.includes("?") ? "&" : "?";
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const page: Page<T> = await api.get(`${path}${mark}limit=100${more}`);
    items.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}
