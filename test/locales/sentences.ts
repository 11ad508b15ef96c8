// The texts for people that a source file holds, found by the shape that sentences have.
import { readFileSync } from "node:fs";
import ts from "typescript";

/** Begins with a capital letter and has two words or more. */
const SENTENCE = /^\p{Lu}\p{L}*[’']?\p{L}* \S/u;
const HAS_LETTERS = /\p{L}{2}/u;
/** Properties and attributes whose text is shown, however short it is. */
const SHOWN =
  /^(label|labelHidden|title|content|heading|subtitle|helpText|placeholder|accessibilityLabel|aria-label|alt|short|advice|singular|plural)$/;

/**
 * In order; what is filled in stands as `{{}}`. Of errors that are thrown only those of Postponed, which says why a webhook
 * waits: no visitor reads the others.
 */
export function sentencesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  function look(node: ts.Node): void {
    if (ts.isImportDeclaration(node) || throwsForNobody(node)) return;
    const text = textOf(node);
    if (text !== undefined && (isShown(node) ? HAS_LETTERS : SENTENCE).test(text)) found.push(text);
    ts.forEachChild(node, look);
  }
  look(source);
  return found;
}

const throwsForNobody = (node: ts.Node): boolean =>
  ts.isThrowStatement(node)
    ? !/^new Postponed\b/.test(node.expression.getText())
    : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword;

function textOf(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text.trim();
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{{}}${literal.text}`).join("");
}

function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isJsxText(node)) return true;
  return (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) && SHOWN.test(parent.name.getText());
}
