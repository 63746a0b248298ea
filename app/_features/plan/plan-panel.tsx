"use client";

import { ChangeBadge } from "@/app/_components/apply/change-badge";
import { Dialog } from "@/app/_components/ui/dialog";
import { ChangeBody } from "@/app/_features/apply/change-body";
import { ChangeFooter } from "@/app/_features/apply/change-footer";
import { type Followed, type PanelContent, useChanges } from "@/app/_features/apply/changes-context";
import { type PlanContent, usePlanView } from "./use-plan-view";

/** A remedy as a plan, and the change that it becomes: what changes, the click, what came of it, how to take it back. */
export function PlanPanel({ content }: { readonly content: PanelContent }) {
  const { close, followed } = useChanges();
  const planned = usePlanView(content.kind === "change" ? null : content);
  const change = content.kind === "change" ? followed.find((one) => one.change.id === content.id) : undefined;
  const view = change ? changeView(change) : planned;
  return (
    <Dialog
      open
      shape="side"
      onClose={close}
      title={view.title}
      description={<span className="mt-1 flex min-h-5 flex-wrap items-center gap-2">{view.description}</span>}
      footer={view.footer}
    >
      <div key={content.kind} className="thin-scroll relative min-h-0 flex-1 overflow-y-auto px-4 py-4 sm:px-5">
        <p role="status" className="sr-only">
          {view.announcement}
        </p>
        {view.body}
      </div>
    </Dialog>
  );
}

function changeView(followed: Followed): PlanContent {
  const { change } = followed;
  return {
    title: change.title,
    description: <ChangeBadge change={change} />,
    announcement: change.detail,
    body: <ChangeBody followed={followed} />,
    footer: <ChangeFooter key={change.state} followed={followed} />,
  };
}
