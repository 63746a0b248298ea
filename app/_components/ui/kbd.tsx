import type { ReactNode } from "react";

/** A key, as a hint beside what it does. Hidden from assistive technology: shortcuts are listed in their own dialog. */
export function Kbd({ children, onAccent = false }: { readonly children: ReactNode; readonly onAccent?: boolean }) {
  const look = onAccent ? "border-on-accent/40 text-on-accent" : "border-line bg-surface text-muted";
  return (
    <span
      aria-hidden="true"
      className={`inline-flex h-5 min-w-5 items-center justify-center rounded-[5px] border px-1 font-mono text-xs ${look}`}
    >
      {children}
    </span>
  );
}
