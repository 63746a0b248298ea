"use client";

import { Switch } from "radix-ui";
import { useId } from "react";
import { useShortcutsEnabled } from "@/app/_client/preferences";
import { Dialog } from "@/app/_components/ui/dialog";
import { Kbd } from "@/app/_components/ui/kbd";

const always = [{ keys: "Ctrl K", what: "Actions and clusters", spoken: "Control K, or Command K" }];
const single = [
  { keys: "/", what: "Choose a cluster, or an environment", spoken: "Slash" },
  { keys: "r", what: "Run, or run again", spoken: "R" },
  { keys: "a", what: "Ask for access, on the Access page", spoken: "A" },
  { keys: "?", what: "These shortcuts", spoken: "Question mark" },
];

/** The keys, and a switch for those that are a single character (WCAG 2.1.4). */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const [enabled, setEnabled] = useShortcutsEnabled();
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <div className="space-y-4 overflow-y-auto p-5">
        <KeyList keys={always} />
        <div className={enabled ? "" : "opacity-60"}>
          <KeyList keys={single} />
        </div>
        <div className="flex items-center gap-3 border-t border-line pt-4">
          <label htmlFor={id} className="flex-1">
            <span className="block font-medium">Single-key shortcuts</span>
            <span className="block text-sm text-muted">
              They never act while you type. Switch them off if you dictate or use other key commands.
            </span>
          </label>
          <Switch.Root
            id={id}
            checked={enabled}
            onCheckedChange={setEnabled}
            className="flex h-6 w-10 shrink-0 items-center rounded-full border border-outline bg-sunken px-0.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
          >
            <Switch.Thumb className="size-4.5 rounded-full bg-outline transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
          </Switch.Root>
        </div>
      </div>
    </Dialog>
  );
}

function KeyList({ keys }: { readonly keys: typeof always }) {
  return (
    <dl className="space-y-2">
      {keys.map(({ keys: key, what, spoken }) => (
        <div key={key} className="flex items-center justify-between gap-4">
          <dt className="order-2">
            <Kbd>{key}</Kbd>
            <span className="sr-only">{spoken}</span>
          </dt>
          <dd className="order-1">{what}</dd>
        </div>
      ))}
    </dl>
  );
}
