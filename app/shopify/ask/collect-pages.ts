interface Page<T> {
  nodes: T[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** The first page's nodes and those of the following pages, until there are `limit` of them. */
export async function collectPages<T>(
  first: Page<T>,
  limit: number,
  next: (after: string | null) => Promise<Page<T> | undefined>,
): Promise<T[]> {
  const nodes = [...first.nodes];
  let page: Page<T> | undefined = first;
  while (page?.pageInfo.hasNextPage && nodes.length < limit) {
    page = await next(page.pageInfo.endCursor);
    nodes.push(...(page?.nodes ?? []));
  }
  return nodes.slice(0, limit);
}
