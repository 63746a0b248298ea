"use client";

import { Check, Monitor, Moon, Sun } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type Theme, useTheme } from "@/app/_client/preferences";
import { Button } from "@/app/_components/ui/button";

const themes = [
  { id: "system", title: "System", Icon: Monitor },
  { id: "light", title: "Light", Icon: Sun },
  { id: "dark", title: "Dark", Icon: Moon },
] as const satisfies readonly { readonly id: Theme; readonly title: string; readonly Icon: typeof Sun }[];

/** Chooses between the system's colours, light and dark; remembered in this browser. */
export function ThemeMenu() {
  const [theme, setTheme] = useTheme();
  const Current = (themes.find(({ id }) => id === theme) ?? themes[0]).Icon;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button variant="ghost" size="icon" aria-label={`Theme: ${theme}`}>
          <Current aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-30 w-40 animate-pop rounded-xl bg-raised p-1.5 shadow-pop"
        >
          <DropdownMenu.RadioGroup value={theme} onValueChange={(next) => setTheme(next as Theme)}>
            {themes.map(({ id, title, Icon }) => (
              <DropdownMenu.RadioItem
                key={id}
                value={id}
                className="flex h-8 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 outline-none data-highlighted:bg-hover"
              >
                <Icon aria-hidden="true" className="size-4 text-muted" />
                {title}
                <DropdownMenu.ItemIndicator className="ml-auto">
                  <Check aria-hidden="true" className="size-4 text-accent" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
