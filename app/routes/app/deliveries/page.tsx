import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { depsOf } from "../../../deps.server.ts";
import { getDelivery } from "../../../queries/delivery.ts";
import { authenticatePanel } from "../../../shopify/authenticate-panel.ts";
import { boundary } from "../../../shopify/boundary.server.ts";
import { DeliveryPage } from "../../../ui/deliveries/delivery-page.tsx";
import { pageTitle } from "../../../ui/shell/page-title.ts";

export { shouldRevalidate } from "../../../ui/forms/should-revalidate.ts";

export const headers = boundary.headers;

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  pageTitle(matches, (t) => (data ? t("delivery:titleOf", { topic: data.topic }) : t("delivery:title")));

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const deps = depsOf(context);
  const shop = await authenticatePanel(deps, request);
  const delivery = await getDelivery(deps, shop.id, params.id ?? "");
  if (!delivery) throw data(null, { status: 404 });
  return delivery;
}

export default function Delivery() {
  const delivery = useLoaderData<typeof loader>();
  return <DeliveryPage key={delivery.id} delivery={delivery} />;
}
