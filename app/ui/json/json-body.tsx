import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { JsonView } from "react-json-view-lite";
import { CodeBlock } from "./code-block.tsx";
import { parseExactly } from "./exact-json.ts";

/** Above this the tree would make the page slow; the text is shown instead. */
const MAX_TREE_CHARACTERS = 100_000;

const LABEL = "json-label";

const STYLE = {
  container: "code-block json-tree",
  basicChildStyle: "json-node",
  childFieldsContainer: "json-children",
  label: LABEL,
  clickableLabel: LABEL,
  nullValue: "json-literal",
  undefinedValue: "json-literal",
  booleanValue: "json-literal",
  numberValue: "json-literal",
  otherValue: "json-literal",
  stringValue: "json-string",
  punctuation: "json-mark",
  expandIcon: "json-closed",
  collapseIcon: "json-open",
  collapsedContent: "json-ellipsis",
  noQuotesForStringValues: true, // strings carry their own
  quotesForFieldNames: false,
  stringifyStringValues: false,
};

const expandOuter = (level: number) => level < 3;

/** What of a body is shown as a tree; undefined for what is no JSON, or too long. */
export const treeOf = (text: string): object | undefined =>
  text.length > MAX_TREE_CHARACTERS ? undefined : parseExactly(text);

/** A body as a tree where it is JSON, else as it is. Shows every number as it was sent. */
export function JsonBody({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation("delivery");
  const value = useMemo(() => treeOf(text), [text]);
  if (!value) return <CodeBlock text={text} label={label} />;
  // The library spells it so.
  const style = { ...STYLE, ariaLables: { collapseJson: t("json.collapse"), expandJson: t("json.expand") } };
  return <JsonView data={value} style={style} shouldExpandNode={expandOuter} aria-label={label} />;
}
