import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** A part of the page that has nothing to show, and what to do about it. */
export function Quiet({
  Icon,
  title,
  children,
  action,
}: {
  readonly Icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="card flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-5 sm:px-5">
      <Icon aria-hidden="true" className="size-5 shrink-0 text-faint" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium">{title}</p>
        <p className="text-pretty text-muted">{children}</p>
      </div>
      {action}
    </div>
  );
}
