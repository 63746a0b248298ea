import { CircleAlert, CornerDownLeft, Info, TriangleAlert } from "lucide-react";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { LongText } from "@/app/_components/ui/long-text";
import type { FindingView } from "@/lib/services/schema/workload-tools";

const looks = {
  error: { Icon: CircleAlert, ink: "text-fail", word: "Error" },
  warning: { Icon: TriangleAlert, ink: "text-warn", word: "Warning" },
  hint: { Icon: Info, ink: "text-muted", word: "Hint" },
} as const;

/** One thing that is wrong: where, what, and the line as it should be. */
export function FindingCard({
  finding,
  onUse,
}: {
  readonly finding: FindingView;
  /** Puts the corrected line in the text; absent where it could not be put in, or there is no text to put it in. */
  readonly onUse?: ((fix: string) => void) | undefined;
}) {
  const { level, line, rule, message, fix, source } = finding;
  const { Icon, ink, word } = looks[level];
  return (
    <li className="px-4 py-3.5 text-sm">
      <div className="flex flex-wrap items-center gap-x-2">
        <Icon aria-hidden="true" className={`size-4 shrink-0 ${ink}`} />
        <span className={`font-semibold ${ink}`}>{word}</span>
        <a
          href={`#line-${line}`}
          className="inline-flex min-h-6 items-center font-medium text-accent underline-offset-4 hover:underline"
        >
          Line {line}
        </a>
        <span className="value text-xs text-muted">{rule}</span>
      </div>
      <p className="mt-1 text-pretty wrap-anywhere">
        <LongText text={message} />
      </p>
      {fix !== null && (
        <div className="mt-2 overflow-hidden rounded-lg border border-line bg-sunken">
          <pre className="px-3 py-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap">
            {fix.trim() || "(an empty line)"}
          </pre>
          <div className="flex flex-wrap gap-1 border-t border-line p-1">
            <CopyButton
              text={fix}
              label="Copy the line"
              name={`Copy the line for line ${line}, ${rule}`}
              variant="ghost"
              size="small"
              className="max-sm:h-11"
            />
            {onUse && (
              <Button
                variant="ghost"
                size="small"
                aria-label={`Put it in: line ${line}, ${rule}`}
                className="max-sm:h-11"
                onClick={() => onUse(fix)}
              >
                <CornerDownLeft aria-hidden="true" />
                Put it in
              </Button>
            )}
          </div>
        </div>
      )}
      <p className="mt-1.5 text-xs text-pretty text-muted">{source}</p>
    </li>
  );
}
