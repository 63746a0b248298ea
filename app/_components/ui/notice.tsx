import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

type Tone = "info" | "warn" | "fail";

const looks = {
  info: { frame: "border-line bg-sunken", ink: "text-muted", Icon: Info },
  warn: { frame: "border-warn/30 bg-warn-soft", ink: "text-warn", Icon: TriangleAlert },
  fail: { frame: "border-fail/30 bg-fail-soft", ink: "text-fail", Icon: CircleAlert },
} as const;

/** Something the person should know before they go on. */
export function Notice({
  tone = "info",
  title,
  children,
  action,
  alert = false,
}: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Read out at once: for what appears after something the person did. */
  readonly alert?: boolean;
}) {
  const { frame, ink, Icon } = looks[tone];
  return (
    <div role={alert ? "alert" : undefined} className={`flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm ${frame}`}>
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title && <p className="font-semibold">{title}</p>}
        <div className={title ? "text-muted" : ""}>{children}</div>
        {action && <div className="mt-2">{action}</div>}
      </div>
    </div>
  );
}
