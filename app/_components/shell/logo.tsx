/** The drawbridge: a tower, the water line, and the leaf that is up. */
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
      <path d="M4.5 5v14.5M4.5 19.5h15.5v-5" />
      <path d="M4.5 16.5 15.5 6.5" className="stroke-accent" />
    </svg>
  );
}
