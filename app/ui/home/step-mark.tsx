/** A circle, ticked when the step is done. Said in words beside it. */
export function StepMark({ done }: { done: boolean }) {
  return (
    <svg className="home-mark" viewBox="0 0 24 24" fill="none" aria-hidden="true">
      {done ? (
        <>
          <circle cx="12" cy="12" r="10" fill="var(--p-color-bg-fill-success)" />
          <path d="m7.5 12.5 3 3 6-6.5" stroke="var(--p-color-text-success-on-bg-fill)" strokeWidth="2" />
        </>
      ) : (
        <circle
          cx="12"
          cy="12"
          r="9.5"
          stroke="var(--p-color-icon-secondary)"
          strokeDasharray="4 3.5"
          strokeWidth="1.5"
        />
      )}
    </svg>
  );
}
