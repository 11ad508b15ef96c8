import { useMemo } from "react";
import { JsonView } from "react-json-view-lite";
import { CodeBlock } from "./code-block.tsx";
import { parseExactly } from "./exact-json.ts";

/** Above this the tree would make the page slow; the text is shown instead. */
const MAX_TREE_CHARACTERS = 100_000;

const STYLE = {
  container: "code-block json-tree",
  basicChildStyle: "json-node",
  childFieldsContainer: "json-children",
  label: "json-label",
  clickableLabel: "json-label",
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
  ariaLables: { collapseJson: "Collapse", expandJson: "Expand" },
  stringifyStringValues: false,
};

const expandOuter = (level: number) => level < 3;

/** A body as a tree where it is JSON, else as it is. Shows every number as it was sent. */
export function JsonBody({ text, label }: { text: string; label: string }) {
  const value = useMemo(() => (text.length > MAX_TREE_CHARACTERS ? undefined : parseExactly(text)), [text]);
  if (value) return <JsonView data={value} style={STYLE} shouldExpandNode={expandOuter} aria-label={label} />;
  return <CodeBlock text={text} label={label} />;
}
