/** The drawbridge: two banks, and the leaf between them that is up. */
export function Logo() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className="size-6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d="M2 19.5h4.5V4.5M17.5 12v7.5H22" />
      <path d="M6.5 19.5 15 8" className="stroke-accent" />
    </svg>
  );
}
