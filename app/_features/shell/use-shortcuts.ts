import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";
import { useShortcutsEnabled } from "@/app/_client/preferences";
import { type Panels, usePanels } from "@/app/_features/state/panels";

/** Ctrl-K everywhere; single keys only while nothing is typed, nothing is open, and the person has not switched them off. */
export function useShortcuts(): void {
  const panels = usePanels();
  const router = useRouter();
  const pathname = usePathname();
  const [enabled] = useShortcutsEnabled();

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (isPaletteKey(event)) {
        event.preventDefault();
        if (panels.open === "palette") panels.close();
        else panels.show("palette");
        return;
      }
      if (!enabled || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      if (act(event.key, panels, () => pathname === "/" || router.push("/"))) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [panels, router, pathname, enabled]);
}

function act(key: string, panels: Panels, goToDiagnose: () => void): boolean {
  switch (key) {
    case "/": {
      const picker = document.querySelector<HTMLElement>('[data-shortcut="/"]');
      if (picker) picker.click();
      else {
        goToDiagnose();
        panels.show("clusters");
      }
      return true;
    }
    case "?":
      panels.show("shortcuts");
      return true;
    case "a":
    case "r": {
      const control = document.querySelector<HTMLElement>(`[data-shortcut=${key}]`);
      control?.click();
      return control !== null;
    }
    default:
      return false;
  }
}

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

/** Typing, or something is open that keys belong to. */
function isBusy(target: EventTarget | null): boolean {
  const typing =
    target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]") !== null;
  return typing || document.querySelector("[role=dialog], [role=menu]") !== null;
}
