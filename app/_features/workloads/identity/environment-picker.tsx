"use client";

import { useState } from "react";
import { count } from "@/app/_client/format";
import type { EnvironmentRow } from "@/app/_client/workload-wire";
import { ToolbarField } from "@/app/_components/question/toolbar-field";
import { Button } from "@/app/_components/ui/button";
import { ComboList } from "@/app/_components/ui/combo-list";
import { Notice } from "@/app/_components/ui/notice";
import { Popover } from "@/app/_components/ui/popover";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { environmentName } from "@/app/_components/workloads/identity/environment-name";
import { environmentRows, filterEnvironments } from "@/app/_components/workloads/identity/environment-rows";
import type { Environments } from "./use-environments";

/** Chooses the Composer environment among all that can be listed; one that cannot be listed can be named in full. */
export function EnvironmentPicker({
  environments: listed,
  selected,
  onPick,
}: {
  readonly environments: Environments;
  readonly selected: string | null;
  readonly onPick: (environment: string, row: EnvironmentRow | undefined) => void;
}) {
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const { environments, missing, listing, problem, reload } = listed;
  const name = selected ? environmentName(selected) : undefined;
  const found = filterEnvironments(environments, query);
  const typed = environmentName(query.trim()) ? query.trim() : null;
  const pick = (environment: string) => {
    setOpen(false);
    onPick(
      environment,
      environments.find((row) => row.name === environment),
    );
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Choose an environment"
      className="w-[36rem]"
      trigger={
        <ToolbarField
          label="Environment"
          value={name?.environment ?? "Choose an environment…"}
          note={name && `${name.location} · ${name.project}`}
          placeholder={!name}
          data-shortcut="/"
          className="w-full"
        />
      }
    >
      <ComboList
        label="Environments"
        placeholder="Name, project, region or version"
        query={query}
        onQuery={setQuery}
        rows={environmentRows(found, typed, selected, pick)}
        empty={emptyText(environments.length, query, listing)}
        footer={
          <span className="flex justify-between gap-3 tabular-nums">
            <span>{count(environments.length, "environment")}</span>
            <span>{listing === "loading" ? "still listing…" : ""}</span>
          </span>
        }
      />
      {(problem || missing.length > 0) && (
        <div className="max-h-48 space-y-2 overflow-y-auto border-t border-line p-2.5">
          {problem && (
            <ProblemNotice
              problem={problem}
              action={
                <Button size="small" onClick={reload}>
                  Try again
                </Button>
              }
            />
          )}
          {missing.map(({ location, detail }) => (
            <Notice key={`${location} ${detail}`} tone="warn" title={`${location} could not be asked`}>
              {detail}
            </Notice>
          ))}
        </div>
      )}
    </Popover>
  );
}

function emptyText(total: number, query: string, listing: Environments["listing"]): string {
  if (listing === "loading" && total === 0) return "Asking Composer for environments…";
  if (query) return `No environment matches “${query}”. One that cannot be listed can be named in full.`;
  if (listing === "failed") return "The environments could not be listed. Name one in full instead.";
  return "There is no Composer environment in the projects and regions that were asked.";
}
