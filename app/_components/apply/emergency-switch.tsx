"use client";

import { Switch } from "radix-ui";
import { useId } from "react";

/** Declares an emergency: it waits for nobody, it is short, and somebody looks at it afterwards. */
export function EmergencySwitch({
  checked,
  onChange,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <label htmlFor={id} className="min-w-0 flex-1 text-sm">
        <span className="block font-medium">Emergency</span>
        <span className="block text-muted">
          Waits for no approval, lasts an hour at most, needs a reason, and is looked at afterwards.
        </span>
      </label>
      <Switch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        className="flex h-6 w-10 shrink-0 items-center rounded-full border border-outline bg-sunken px-0.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="size-4.5 rounded-full bg-outline transition-transform duration-100 data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
      </Switch.Root>
    </div>
  );
}
