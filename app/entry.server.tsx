// Turns a matched route into HTML. Headers against framing and sniffing are the server's (app/server).
import { PassThrough } from "node:stream";
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { depsOf } from "./deps.server.ts";
import { en } from "./locales/en.ts";
import { fr } from "./locales/fr.ts";
import { startTexts, texts } from "./locales/i18n.ts";
import { languageOf } from "./locales/languages.ts";
import { NonceContext } from "./ui/shell/nonce.ts";

export const streamTimeout = 5_000;

startTexts("en", { en, fr });

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  // A browser gets the page as soon as its shell is ready; one that reads no scripts gets it whole.
  const readyEvent = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  const { nonce } = context;
  const page = (
    <I18nextProvider i18n={texts.cloneInstance({ lng: languageOf(request) })}>
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </NonceContext.Provider>
    </I18nextProvider>
  );
  return new Promise((resolve, reject) => {
    let answered = false;
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      [readyEvent]() {
        answered = true;
        const body = new PassThrough();
        headers.set("content-type", "text/html; charset=utf-8");
        resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        if (answered) handleError(error, { request, context }); // before that, onShellError's caller reports it
      },
    });
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Logs what a loader, an action or a page threw. The path alone: the query may hold a session token. */
export function handleError(
  error: unknown,
  { request, context }: Pick<LoaderFunctionArgs | ActionFunctionArgs, "request" | "context">,
): void {
  const foreseen = isRouteErrorResponse(error) && error.status < 500;
  if (foreseen || request.signal.aborted) return;
  depsOf(context).log.error({ err: error, path: new URL(request.url).pathname }, "panel.failed");
}
