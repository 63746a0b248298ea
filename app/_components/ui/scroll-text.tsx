import type { ReactNode } from "react";

/** Text as it is written, in a box that scrolls and can be reached with the keyboard. */
export function ScrollText({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section does not keep white space.
    <pre
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable with the keyboard.
      tabIndex={0}
      className={`thin-scroll overflow-auto bg-sunken p-3 font-mono focus-visible:-outline-offset-2 ${className}`}
    >
      {children}
    </pre>
  );
}
