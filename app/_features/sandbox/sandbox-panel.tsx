"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { becomePerson, problemOf, signOut } from "@/app/_client/api";
import type { Problem, SandboxState, SandboxWorkload, SandboxWorld } from "@/app/_client/wire";
import { formatWorkloadLink } from "@/app/_client/workload-question";
import { PersonSwitch } from "@/app/_components/sandbox/person-switch";
import { PlaceSwitch } from "@/app/_components/sandbox/place-switch";
import { WorldList } from "@/app/_components/sandbox/world-list";
import { Button } from "@/app/_components/ui/button";
import { Dialog } from "@/app/_components/ui/dialog";
import { ProblemNotice } from "@/app/_components/ui/problem-notice";
import { Skeleton } from "@/app/_components/ui/skeleton";
import { Tabs } from "@/app/_components/ui/tabs";
import { useDiagnosis } from "@/app/_features/state/diagnosis";
import { useDirectory } from "@/app/_features/state/directory";
import { useSettings } from "@/app/_features/state/settings";
import { useWorkloadDiagnosis } from "@/app/_features/state/workload-diagnosis";
import { SandboxClock } from "./sandbox-clock";
import { SandboxExports } from "./sandbox-exports";
import { useSandbox } from "./use-sandbox";
import { workloadQuestion } from "./workload-question";
import { worldQuestion } from "./world-question";

/** Where one is in the simulated world, its prepared situations, and how real clients get in. */
export function SandboxPanel({ onClose }: { readonly onClose: () => void }) {
  const { state, problem, reload, move } = useSandbox();
  const [failure, setFailure] = useState<Problem | null>(null);
  const { start } = useDiagnosis();
  const { start: startWorkload } = useWorkloadDiagnosis();
  const { reloadCaller } = useDirectory();
  const { person } = useSettings();
  const router = useRouter();
  const pathname = usePathname();

  const attempt = async (action: () => Promise<void>) => {
    setFailure(null);
    await action().catch((error: unknown) => setFailure(problemOf(error)));
  };
  const goTo = (place: string) =>
    attempt(async () => {
      await move(place);
      reloadCaller();
    });
  const become = (somebody: string) =>
    attempt(async () => {
      await becomePerson(somebody);
      if (person.kind === "oidc") await signOut();
      /* All over again: nothing that one person saw may stay for another. */
      window.location.reload();
    });
  const enter = (world: SandboxWorld) =>
    attempt(async () => {
      const question = await worldQuestion(world);
      await move(world.place, world.name);
      reloadCaller();
      onClose();
      if (pathname !== "/") router.push("/");
      start(question);
    });

  const enterWorkload = (situation: SandboxWorkload) => {
    const question = workloadQuestion(situation);
    onClose();
    startWorkload(question);
    if (pathname !== "/workloads") router.push(`/workloads${formatWorkloadLink(question)}`);
  };

  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title="Sandbox"
      description="A simulated Google Cloud on this machine: real protocols, no real clusters. Nothing here costs or breaks anything."
    >
      <div className="thin-scroll min-h-0 flex-1 space-y-6 overflow-y-auto p-4 sm:p-5">
        {failure && <ProblemNotice problem={failure} />}
        {problem && <ProblemNotice problem={problem} action={<Button onClick={reload}>Try again</Button>} />}
        {state ? (
          <SandboxContent
            state={state}
            initialTab={/^\/workloads(\/|$)/.test(pathname) ? "workloads" : "situations"}
            onMove={goTo}
            onBecome={become}
            onEnter={enter}
            onEnterWorkload={enterWorkload}
          />
        ) : (
          !problem && <Skeleton className="h-80 w-full" />
        )}
      </div>
    </Dialog>
  );
}

const chainWords = { blocked: "Broken", reachable: "Works", unknown: "Not known" } as const;

function SandboxContent({
  state,
  initialTab,
  onMove,
  onBecome,
  onEnter,
  onEnterWorkload,
}: {
  readonly state: SandboxState;
  readonly initialTab: string;
  readonly onMove: (place: string) => Promise<void>;
  readonly onBecome: (person: string) => Promise<void>;
  readonly onEnter: (world: SandboxWorld) => Promise<void>;
  readonly onEnterWorkload: (situation: SandboxWorkload) => void;
}) {
  const names = new Map(state.places.map(({ id, title }) => [id, title]));
  return (
    <>
      <PersonSwitch people={state.people} person={state.person} onChoose={(person) => void onBecome(person)} />
      <PlaceSwitch places={state.places} place={state.place} onMove={(place) => void onMove(place)} />
      <SandboxClock now={state.clock.now} />
      <Tabs
        label="Sandbox"
        initial={initialTab}
        tabs={[
          {
            id: "situations",
            label: `Situations (${state.worlds.length})`,
            content: (
              <WorldList
                worlds={state.worlds}
                noteOf={({ place }) => names.get(place) ?? place}
                onEnter={(world) => void onEnter(world)}
              />
            ),
          },
          {
            id: "workloads",
            label: `Workloads (${state.workloads.length})`,
            content: (
              <WorldList
                worlds={state.workloads.map((situation) => ({ ...situation, name: situation.world }))}
                words={chainWords}
                noteOf={({ request }) => (request.target === "environment" ? "Composer" : "cluster")}
                onEnter={onEnterWorkload}
              />
            ),
          },
          { id: "clients", label: "gcloud and kubectl", content: <SandboxExports place={state.place} /> },
        ]}
      />
    </>
  );
}
