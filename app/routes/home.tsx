import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { PlainPage } from "../ui/shell/plain-page.tsx";

export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  return searchParams.has("shop") ? redirect(`/app${search}`) : null;
}

export default function Home() {
  return (
    <PlainPage title="Carillon">
      <p>
        Carillon sends your Shopify store's events to the addresses you choose: signed, retried until they
        arrive, and logged.
      </p>
      <p>Open it from the Apps menu of your Shopify admin.</p>
    </PlainPage>
  );
}
