interface Listed<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** `after`: where the next page begins; null when there is none. */
export const toPage = <T, Item>({ nodes, pageInfo }: Listed<T>, read: (node: T) => Item) => ({
  items: nodes.map(read),
  after: pageInfo.hasNextPage ? pageInfo.endCursor : null,
});

/** Milliseconds of the whole second: webhooks know no others. */
export const inSeconds = (time: string): number => Math.floor(Date.parse(time) / 1_000) * 1_000;
