"use client";

import { Download, FolderOpen } from "lucide-react";
import { type ChangeEvent, useId, useState } from "react";
import { downloadText } from "@/app/_client/download";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Notice } from "@/app/_components/ui/notice";

type Merged = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** Merges a new kubeconfig into the person's own, in this page: the file goes nowhere. */
export function MergeKubeconfig({ addition }: { readonly addition: string }) {
  const id = useId();
  const [existing, setExisting] = useState("");
  const [merged, setMerged] = useState<Merged | null>(null);

  const change = (text: string) => {
    setExisting(text);
    setMerged(null);
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (file) change(await file.text());
  };
  const merge = async () => {
    const { mergeKubeconfig } = await import("@/lib/kubernetes/kubeconfig/merge");
    setMerged(mergeKubeconfig(existing, addition));
  };

  return (
    <details className="border-t border-line">
      <summary className="px-3 py-2 text-sm font-medium hover:bg-hover focus-visible:-outline-offset-2">
        Merge into my existing kubeconfig
      </summary>
      <div className="space-y-2.5 px-3 pt-1 pb-3">
        <p id={`${id}-hint`} className="text-sm text-muted">
          Paste your file or choose it (usually <code className="value">~/.kube/config</code>). It is merged in this
          page and sent nowhere; entries that it has besides stay as they are.
        </p>
        <label htmlFor={id} className="sr-only">
          Existing kubeconfig
        </label>
        <textarea
          id={id}
          rows={5}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          placeholder="apiVersion: v1&#10;kind: Config&#10;…"
          value={existing}
          onChange={(event) => change(event.target.value)}
          className="thin-scroll block w-full rounded-lg border border-outline bg-surface p-2.5 font-mono text-xs"
        />
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="small" disabled={existing.trim() === ""} onClick={() => void merge()}>
            Merge
          </Button>
          <label className="inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-lg border border-edge bg-surface px-2.5 text-sm font-medium shadow-card hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent">
            <FolderOpen aria-hidden="true" className="size-4" />
            Choose a file…
            <input type="file" className="sr-only" onChange={(event) => void choose(event)} />
          </label>
        </div>
        {merged && <MergeResult merged={merged} />}
      </div>
    </details>
  );
}

function MergeResult({ merged }: { readonly merged: Merged }) {
  if (!merged.ok) {
    return (
      <Notice tone="fail" title="Not merged" alert>
        {merged.problem}
      </Notice>
    );
  }
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-lg border border-ok/30 bg-ok-soft px-3 py-2"
    >
      <span className="mr-auto text-sm font-medium text-ok">Merged. Keep a copy of the old file.</span>
      <CopyButton text={merged.text} label="Copy" name="Copy the merged kubeconfig" size="small" />
      <Button size="small" onClick={() => downloadText("config", "application/yaml", merged.text)}>
        <Download aria-hidden="true" />
        Download
      </Button>
    </div>
  );
}
