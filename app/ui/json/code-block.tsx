/** Can be scrolled, so it can be reached by keyboard. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
    <section className="code-block" aria-label={label} tabIndex={0}>
      {text}
    </section>
  );
}
