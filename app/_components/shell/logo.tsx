/** The drawbridge: a tower on one bank, the leaf that is up on its chain, and the other bank. */
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
      <path d="M1.5 19h5.5V4.5M17.5 19h5" />
      <path d="M7 4.5 15.4 9.6" strokeWidth="1.25" />
      <path d="M7 19 16 10" className="stroke-accent" />
    </svg>
  );
}
