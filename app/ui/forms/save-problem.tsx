import { Banner } from "@shopify/polaris";

interface SaveProblemProps {
  unavailable: boolean;
  /** of the whole form; those of a field stand beside it */
  problem: string | undefined;
}

/** Why a form was not saved. */
export function SaveProblem({ unavailable, problem }: SaveProblemProps) {
  if (unavailable) {
    return (
      <Banner tone="critical" title="Not saved: Carillon could not be reached">
        <p>What you entered is still here. Save again in a moment.</p>
      </Banner>
    );
  }
  return problem ? <Banner tone="critical" title={problem} /> : null;
}
