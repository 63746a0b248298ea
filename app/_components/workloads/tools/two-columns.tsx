import { ArrowDown } from "lucide-react";
import type { ReactNode } from "react";

/** What is filled in, and beside it what comes of it; under it where the window is narrow. */
export function TwoColumns({
  form,
  result,
  even = false,
}: {
  readonly form: ReactNode;
  readonly result: ReactNode;
  /** Both are as wide, for a form that holds code; otherwise the form is narrower, and the result stays in sight. */
  readonly even?: boolean;
}) {
  return (
    <div
      className={`grid items-start gap-5 ${even ? "min-[900px]:grid-cols-2" : "min-[900px]:grid-cols-[minmax(0,27rem)_minmax(0,1fr)]"}`}
    >
      <div className="min-w-0">
        <a
          href="#result"
          className="mb-3 flex min-h-11 items-center gap-1.5 font-medium text-accent underline-offset-4 hover:underline min-[900px]:hidden"
        >
          <ArrowDown aria-hidden="true" className="size-4" />
          To the result
        </a>
        {form}
      </div>
      <div
        id="result"
        tabIndex={-1}
        className={`min-w-0 space-y-4 outline-none ${even ? "" : "thin-scroll min-[900px]:sticky min-[900px]:top-17 min-[900px]:-m-1 min-[900px]:max-h-[calc(100dvh-5rem)] min-[900px]:overflow-y-auto min-[900px]:p-1"}`}
      >
        {result}
      </div>
    </div>
  );
}
