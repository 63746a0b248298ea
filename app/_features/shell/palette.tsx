"use client";

import {
  Activity,
  Box,
  ClipboardPaste,
  FileCode,
  Filter,
  FlaskConical,
  History,
  Keyboard,
  KeyRound,
  ListChecks,
  type LucideIcon,
  Monitor,
  Moon,
  Play,
  Server,
  ShieldCheck,
  Sun,
} from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { useTheme } from "@/app/_client/preferences";
import { clusterRows, filterClusters } from "@/app/_components/question/cluster-rows";
import { ComboList, type ComboRow } from "@/app/_components/ui/combo-list";
import { Dialog } from "@/app/_components/ui/dialog";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { useDirectory } from "@/app/_features/state/directory";
import { usePanels } from "@/app/_features/state/panels";
import { useSettings } from "@/app/_features/state/settings";

type Action = { readonly title: string; readonly Icon: LucideIcon; readonly run: () => void };

/** Everything one can do, and every cluster to diagnose, by typing a part of its name. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState("");
  const { clusters } = useDirectory();
  const { question, start } = useDiagnosis();
  const router = useRouter();
  const pathname = usePathname();
  const actions = useActions();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = actions.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));

  const actionRows = found.map(
    ({ title, Icon, run }): ComboRow => ({
      kind: "option",
      key: title,
      content: (
        <>
          <Icon aria-hidden="true" className="size-4 text-muted" />
          {title}
        </>
      ),
      onPick: () => {
        onClose();
        run();
      },
    }),
  );
  const diagnose = clusterRows(filterClusters(clusters, query), null, ({ resource }) => {
    onClose();
    if (pathname !== "/") router.push("/");
    start({ ...question, world: null, cluster: resource });
  });

  return (
    <Dialog open shape="top" headless title="Actions and clusters" onClose={onClose}>
      <ComboList
        label="Actions and clusters"
        placeholder="What do you want to do?"
        query={query}
        onQuery={setQuery}
        rows={[...actionRows, ...diagnose]}
        empty={`Nothing matches “${query}”.`}
        footer="Choosing a cluster diagnoses it."
      />
    </Dialog>
  );
}

function useActions(): readonly Action[] {
  const router = useRouter();
  const panels = usePanels();
  const { mode } = useSettings();
  const { question, start } = useDiagnosis();
  const [, setTheme] = useTheme();
  const toDiagnose = (then: () => void) => () => {
    router.push("/");
    then();
  };
  const run: Action = { title: "Run the diagnosis", Icon: Play, run: toDiagnose(() => start(question)) };
  const sandbox: Action = {
    title: "Sandbox: places and situations",
    Icon: FlaskConical,
    run: () => panels.show("sandbox"),
  };
  return [
    ...(question.cluster ? [run] : []),
    { title: "Choose a cluster", Icon: Server, run: toDiagnose(() => panels.show("clusters")) },
    { title: "Paste an error or kubeconfig", Icon: ClipboardPaste, run: () => panels.show("paste") },
    ...(mode === "sandbox" ? [sandbox] : []),
    { title: "Ask for access", Icon: KeyRound, run: () => router.push("/access?ask") },
    { title: "Access: grants, approvals and lists", Icon: ShieldCheck, run: () => router.push("/access") },
    { title: "Workloads: who a pod is to Google", Icon: Box, run: () => router.push("/workloads") },
    { title: "Workloads: write an operator", Icon: FileCode, run: () => router.push("/workloads/operator") },
    { title: "Workloads: dbt arguments", Icon: Filter, run: () => router.push("/workloads/dbt") },
    { title: "Workloads: lint a DAG", Icon: ListChecks, run: () => router.push("/workloads/lint") },
    { title: "Activity: what happened to the lists", Icon: Activity, run: () => router.push("/activity") },
    { title: "History of reports", Icon: History, run: () => router.push("/history") },
    { title: "Keyboard shortcuts", Icon: Keyboard, run: () => panels.show("shortcuts") },
    { title: "Theme: light", Icon: Sun, run: () => setTheme("light") },
    { title: "Theme: dark", Icon: Moon, run: () => setTheme("dark") },
    { title: "Theme: as the system", Icon: Monitor, run: () => setTheme("system") },
  ];
}
