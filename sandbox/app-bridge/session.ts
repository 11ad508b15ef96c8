// Who the page speaks for. Only the first address of a visit carries the shop; later ones go by the session.

const REMEMBERED = "sandbox-app-bridge";

interface Visit {
  apiKey: string;
  shop: string;
  host: string;
  /** the admin's language */
  locale: string;
}

export const visit: Visit = readVisit();

/** Fetch as the browser made it, before the panel's requests get their tokens. */
export const plainFetch = window.fetch.bind(window);

/** A fresh token each time: they last a minute. */
export async function idToken(): Promise<string> {
  const answer = await plainFetch(`/__sandbox/id-token?shop=${encodeURIComponent(visit.shop)}`);
  if (!answer.ok) throw new Error(`App Bridge stub: ${await answer.text()}`);
  return answer.text();
}

function readVisit(): Visit {
  const parameters = new URLSearchParams(location.search);
  const remembered = JSON.parse(sessionStorage.getItem(REMEMBERED) ?? "{}") as Partial<Visit>;
  const tag = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]');
  const script = document.currentScript as HTMLScriptElement | null;
  const found = {
    apiKey: tag?.content ?? script?.dataset.apiKey ?? "",
    shop: parameters.get("shop") ?? remembered.shop ?? "",
    host: parameters.get("host") ?? remembered.host ?? "",
    locale: parameters.get("locale") ?? remembered.locale ?? "en",
  };
  sessionStorage.setItem(REMEMBERED, JSON.stringify(found));
  return found;
}
