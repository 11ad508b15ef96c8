import { PlainPage } from "../shell/plain-page.tsx";

/** Shown instead of the panel while the operator has not connected the app to Shopify. */
export function NotConfigured({ missing }: { missing: string[] }) {
  return (
    <PlainPage title="Carillon is not connected to Shopify">
      <p>The panel opens once these environment variables are set and the app is started again:</p>
      <ul>
        {missing.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <p>Deliveries and the API work without them.</p>
    </PlainPage>
  );
}
