import { escapeHtml, jsonForHtml } from "../escape-html.ts";
import type { AdminConfig } from "./messages.ts";

interface AdminPage {
  shop: string;
  frameUrl: string;
  receiverUrl: string | undefined;
  config: AdminConfig;
}

export const adminHtml = ({ shop, frameUrl, receiverUrl, config }: AdminPage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Carillon · ${escapeHtml(shop)} · Sandbox</title>
<style>${STYLE}</style>
<script type="application/json" id="config">${jsonForHtml(config)}</script>
</head>
<body>
<header>
  <strong>${escapeHtml(shop.replace(".myshopify.com", ""))}</strong>
  <span class="notice">Sandbox: not Shopify</span>
  <span class="space"></span>
  <a href="/store/${escapeHtml(shop.replace(".myshopify.com", ""))}/flow">Flow</a>
  ${receiverUrl ? `<a href="${escapeHtml(receiverUrl)}" target="_blank" rel="noreferrer">What the merchant received</a>` : ""}
  <span role="group" aria-label="Width of the panel">
    <button type="button" data-width="full" aria-pressed="true">Full width</button>
    <button type="button" data-width="390" aria-pressed="false">390 px</button>
  </span>
</header>
<div class="columns">
  <nav aria-label="Apps"><a id="home" href="${escapeHtml(config.base)}">Carillon</a><ul id="menu"></ul></nav>
  <main>
    <div class="title"><span id="title">Carillon</span><span id="actions"></span></div>
    <progress id="loading" aria-label="Loading" hidden></progress>
    <iframe id="panel" name="app-iframe" title="Carillon" src="${escapeHtml(frameUrl)}"
      allow="clipboard-read; clipboard-write"></iframe>
  </main>
</div>
<script src="/admin.js"></script>
</body>
</html>
`;

const STYLE = `
* { box-sizing: border-box }
html, body { height: 100%; margin: 0; font: 14px/1.4 system-ui, sans-serif; color: #303030; background: #ebebeb }
body { display: flex; flex-direction: column }
header { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; padding: 8px 16px; background: #1a1a1a; color: #fff }
header a { color: #fff }
.notice { background: #ffd6a4; color: #412d00; padding: 2px 10px; border-radius: 8px; font-weight: 600 }
.space { flex: 1 }
button { font: inherit; padding: 4px 10px; border: 1px solid #8a8a8a; border-radius: 8px; background: #fff; color: #303030 }
button[aria-pressed=true], #actions button.primary { background: #303030; color: #fff }
.columns { flex: 1; display: flex; min-height: 0 }
nav { width: 220px; padding: 16px; overflow: auto }
nav a { display: block; padding: 6px 10px; border-radius: 8px; color: inherit; text-decoration: none }
nav a[aria-current] { background: #fff; font-weight: 600 }
nav ul { list-style: none; margin: 0; padding: 0 0 0 12px }
main { flex: 1; display: flex; flex-direction: column; min-width: 0; background: #f1f1f1; border-top-left-radius: 12px }
.title { display: flex; justify-content: space-between; align-items: center; padding: 8px 16px; min-height: 48px; font-weight: 600 }
#actions button { margin-left: 8px }
#loading { width: 100%; height: 4px }
iframe { flex: 1; width: 100%; border: 0; background: #f1f1f1 }
iframe.narrow { width: 390px; align-self: center; border: 1px solid #8a8a8a; flex: none; height: min(844px, 100%) }
@media (max-width: 700px) { nav { display: none } }
`;
