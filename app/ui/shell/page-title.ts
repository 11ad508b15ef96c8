const APP = "Carillon";

/** What a route's `meta` returns: "Deliveries · Carillon". */
export const pageTitle = (title: string) => [{ title: title === APP ? APP : `${title} · ${APP}` }];
