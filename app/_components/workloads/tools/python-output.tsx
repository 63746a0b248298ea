"use client";

import { Download } from "lucide-react";
import { downloadText } from "@/app/_client/download";
import { Badge } from "@/app/_components/ui/badge";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { ScrollText } from "@/app/_components/ui/scroll-text";

/** A file's name for what has this id. */
export function pythonFile(id: string): string {
  return `${id.trim().replaceAll(/[^A-Za-z0-9_.-]+/g, "_") || "dag"}.py`;
}

/** Python to take away, unless it is older than the form. */
export function PythonOutput({
  code,
  file,
  old,
  stale,
}: {
  /** null: none was written yet. */
  readonly code: string | null;
  readonly file: string;
  /** A newer one may be on its way. */
  readonly old: boolean;
  /** None is: the form has to be corrected first. */
  readonly stale: boolean;
}) {
  return (
    <div className="card overflow-hidden">
      <div className="flex min-h-11 items-center gap-1 border-b border-line py-1 pr-1.5 pl-4">
        <span className="value min-w-0 truncate text-sm text-muted">{file}</span>
        {stale && code !== null && <Badge tone="warn">of before</Badge>}
        <span className="mr-auto" />
        <CopyButton
          text={code ?? ""}
          label="Copy"
          name="Copy the Python"
          variant="ghost"
          size="small"
          disabled={code === null || old}
          className="max-sm:h-11"
        />
        <Button
          variant="ghost"
          size="small"
          aria-label={`Download ${file}`}
          disabled={code === null || old}
          className="max-sm:h-11"
          onClick={() => downloadText(file, "text/x-python;charset=utf-8", code ?? "")}
        >
          <Download aria-hidden="true" />
          <span className="max-sm:sr-only">Download</span>
        </Button>
      </div>
      <ScrollText label="Python" className="min-h-64 text-sm max-[899px]:max-h-[70dvh]">
        {code ?? "# The Python comes here."}
      </ScrollText>
    </div>
  );
}
