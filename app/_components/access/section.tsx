import { type ReactNode, useId } from "react";

/** One titled part of the page. */
export function Section({
  id,
  title,
  count,
  actions,
  children,
}: {
  readonly id: string;
  readonly title: string;
  /** How many there are; not shown when it is not known, or none. */
  readonly count?: number | undefined;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} tabIndex={-1} className="space-y-2.5 outline-none">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id={heading} className="mr-auto font-semibold">
          {title}
          {Boolean(count) && <span className="ml-2 font-normal text-muted tabular-nums">{count}</span>}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
