// PURE: a mail's two forms, plain text and simple HTML. Everything in it is text, whatever it looks like.
import type { Section } from "./notice-words.ts";

export interface MailParts {
  sections: Section[];
  /** what is not shown */
  more: string | undefined;
  footer: { text: string; href: string | undefined };
}

export function renderText({ sections, more, footer }: MailParts): string {
  const parts = [...sections.map(textSection), ...(more ? [more] : [])];
  const end = ["-- ", footer.text, ...(footer.href ? [footer.href] : [])].join("\n");
  return `${[...parts, end].join("\n\n")}\n`;
}

function textSection({ title, paragraphs, facts, answer, link }: Section): string {
  return [
    `${title}\n${"=".repeat(Math.min(title.length, 72))}`,
    ...paragraphs,
    ...(facts.length > 0 ? [facts.map(([label, value]) => `${label}: ${value}`).join("\n")] : []),
    ...(answer ? [`The answer began with:\n${answer.replace(/^/gm, "    ")}`] : []),
    ...(link ? [`${link.label}:\n${link.href}`] : []),
  ].join("\n\n");
}

export function renderHtml({ sections, more, footer }: MailParts): string {
  const foot = footer.href
    ? `${escapeHtml(footer.text)} <a href="${escapeHtml(footer.href)}">Alerts</a>`
    : escapeHtml(footer.text);
  return `<!doctype html>
<html lang="en">
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40rem">
${sections.map(htmlSection).join("\n<hr>\n")}
${more ? `<p>${escapeHtml(more)}</p>` : ""}
<hr>
<p style="color: #616161">${foot}</p>
</body>
</html>
`;
}

function htmlSection({ title, paragraphs, facts, answer, link }: Section): string {
  return [
    `<h1 style="font-size: 1.2rem">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    ...(facts.length > 0 ? [`<p>${facts.map(htmlFact).join("<br>\n")}</p>`] : []),
    ...(answer
      ? [`<p>The answer began with:</p>\n<pre style="white-space: pre-wrap">${escapeHtml(answer)}</pre>`]
      : []),
    ...(link ? [`<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a></p>`] : []),
  ].join("\n");
}

const htmlFact = ([label, value]: [string, string]): string =>
  `${escapeHtml(label)}: <strong>${escapeHtml(value)}</strong>`;

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
