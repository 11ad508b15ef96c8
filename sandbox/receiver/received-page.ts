import { escapeHtml } from "../escape-html.ts";
import type { Received } from "./received.ts";

const SHOWN = 100;

/** What came in, newest first. Reloads itself while no body is open; everything that came from outside is escaped. */
export function receivedPage(received: Received[], paths: string[], url: string): string {
  const rows = received.slice(-SHOWN).reverse().map(row).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What the merchant received · Sandbox</title>
<style>${STYLE}</style>
</head>
<body>
<h1>What the merchant received</h1>
<p>A stand-in for a merchant's server. It answers 200, or as its address says: <code>?fail=2</code> fails the first two
attempts of each event, <code>?status=410</code> answers that, <code>?wait=20000</code> takes that many milliseconds.
<a href="/received.json">As JSON</a></p>
<p>It checks signatures at ${paths.map((path) => `<code>${escapeHtml(path)}</code>`).join(", ") || "no address yet"}.
To have it check more, send the secret: <code>curl -X POST ${escapeHtml(url)}/secrets -d path=/mine --data-urlencode secret=whsec_…</code></p>
<table>
<thead><tr><th>Time</th><th>Path</th><th>Topic</th><th>About</th><th>Attempt</th><th>Signatures</th><th>Answer</th><th>Body</th></tr></thead>
<tbody>${rows || '<tr><td colspan="8">Nothing yet.</td></tr>'}</tbody>
</table>
<script>setInterval(() => document.querySelector("details[open]") || location.reload(), 3000)</script>
</body>
</html>
`;
}

const row = (request: Received): string => `<tr>
<td>${escapeHtml(request.at.slice(11, 23))}</td>
<td>${escapeHtml(request.path)}</td>
<td>${escapeHtml(request.headers["x-topic"] ?? "")}</td>
<td>${escapeHtml(request.resource ?? "")}</td>
<td>${escapeHtml(request.headers["x-attempt"] ?? "")}</td>
<td>${signatures(request)}</td>
<td>${request.answered}</td>
<td><details><summary>${Buffer.byteLength(request.body)} bytes</summary><pre>${escapeHtml(request.body.slice(0, 4_000))}</pre></details></td>
</tr>`;

function signatures({ verdict }: Received): string {
  if (!verdict) return "not checked";
  return verdict.standard && verdict.plain ? "both right" : "<strong>wrong</strong>";
}

const STYLE = `
body { font: 14px/1.4 system-ui, sans-serif; margin: 16px; color: #303030 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: 4px 8px; border-bottom: 1px solid #ddd; vertical-align: top }
td:nth-child(4) { word-break: break-all }
summary { white-space: nowrap }
pre { max-width: 60vw; overflow: auto }
`;
