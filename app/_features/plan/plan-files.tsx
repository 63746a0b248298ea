"use client";

import { Download, FileText } from "lucide-react";
import { downloadText } from "@/app/_client/download";
import { PlanSection } from "@/app/_components/plan/plan-section";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { ScrollText } from "@/app/_components/ui/scroll-text";
import type { PlanFile } from "@/lib/engine/plan";
import { MergeKubeconfig } from "./merge-kubeconfig";

/** The files that a plan made, to save, copy, or merge into what the person already has. */
export function PlanFiles({ files }: { readonly files: readonly PlanFile[] }) {
  return (
    <PlanSection title={files.length === 1 ? "File" : "Files"}>
      <ul className="space-y-3">
        {files.map(({ name, mediaType, content }) => (
          <li key={name} className="overflow-hidden rounded-lg border border-line">
            <div className="flex flex-wrap items-center gap-2 px-3 py-2">
              <FileText aria-hidden="true" className="size-4 text-muted" />
              <span className="value mr-auto font-medium">{name}</span>
              <CopyButton text={content} label="Copy" name={`Copy ${name}`} size="small" />
              <Button
                size="small"
                aria-label={`Download ${name}`}
                onClick={() => downloadText(name, mediaType, content)}
              >
                <Download aria-hidden="true" />
                Download
              </Button>
            </div>
            <ScrollText label={name} className="max-h-56 border-t border-line text-xs">
              {content}
            </ScrollText>
            {isKubeconfig(content) && <MergeKubeconfig addition={content} />}
          </li>
        ))}
      </ul>
    </PlanSection>
  );
}

function isKubeconfig(content: string): boolean {
  return /^kind: Config$/m.test(content);
}
