// What an expression of Prometheus names: metrics, with the labels that it asks of each. Read by its tokens.

export interface Named {
  metric: string;
  /** label → the values it is compared with; none where it only groups */
  labels: Map<string, string[]>;
}

/** Of Prometheus itself, on every series. */
export const ITS_OWN = ["job", "instance", "le"];

const SELECTOR = /\b((?:carillon|nodejs|process)_[a-z0-9_]+)(?:\{([^}]*)\})?/g;
const MATCHER = /(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g;
const GROUPING = /\b(?:by|without)\s*\(([^)]*)\)/g;

/** A label that the expression groups by may be any of its metrics': it is in `grouped`. */
export function namedIn(expression: string): { named: Named[]; grouped: string[] } {
  const named = [...expression.matchAll(SELECTOR)].map(([, metric = "", matchers = ""]) => ({
    metric,
    labels: new Map(
      [...matchers.matchAll(MATCHER)].map(([, label = "", operator = "", value = ""]) => [
        label,
        operator.endsWith("~") ? value.split("|") : [value],
      ]),
    ),
  }));
  const grouped = [...expression.matchAll(GROUPING)].flatMap(([, labels = ""]) => labels.split(/\s*,\s*/));
  return { named, grouped };
}

/** Of Prometheus' text: each metric's labels with their values. Histograms go by their series' names. */
export function servedIn(text: string): Map<string, Map<string, Set<string>>> {
  const served = new Map<string, Map<string, Set<string>>>();
  for (const [, metric = "", labels = ""] of text.matchAll(/^([a-z]\w*)(?:\{(.*)\})? \S+$/gm)) {
    const known = served.get(metric) ?? new Map<string, Set<string>>();
    served.set(metric, known);
    for (const [, label = "", , value = ""] of labels.matchAll(MATCHER))
      known.set(label, (known.get(label) ?? new Set()).add(value));
  }
  return served;
}
