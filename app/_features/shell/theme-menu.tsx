"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { type Theme, useTheme } from "@/app/_client/preferences";
import { Choice } from "@/app/_components/question/choice";
import { Button } from "@/app/_components/ui/button";
import { Popover } from "@/app/_components/ui/popover";

const themes = [
  { id: "system", title: "System", Icon: Monitor },
  { id: "light", title: "Light", Icon: Sun },
  { id: "dark", title: "Dark", Icon: Moon },
] as const satisfies readonly { readonly id: Theme; readonly title: string; readonly Icon: typeof Sun }[];

/** Chooses between the system's colours, light and dark; remembered in this browser. */
export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  const [open, setOpen] = useState(false);
  const Current = (themes.find(({ id }) => id === theme) ?? themes[0]).Icon;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label="Theme"
      className="w-40"
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Theme: ${theme}`}>
          <Current aria-hidden="true" />
        </Button>
      }
    >
      <fieldset className="min-w-0 p-1.5">
        <legend className="sr-only">Theme</legend>
        {themes.map(({ id, title }) => (
          <Choice key={id} name="theme" checked={theme === id} onChoose={() => setTheme(id)} title={title} />
        ))}
      </fieldset>
    </Popover>
  );
}
