import { useSyncExternalStore } from "react";

/** What this browser remembers. `public/theme.js` reads the theme before the first paint. */
const keys = { theme: "drawbridge.theme", shortcuts: "drawbridge.shortcuts" } as const;

export type Theme = "system" | "light" | "dark";

/** Sent on the window when a preference changes in this tab; `storage` tells of other tabs. */
const changed = "drawbridge:preference";

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  return [asTheme(usePreference("theme")), setTheme];
}

/** Whether single keys such as `r` do something (WCAG 2.1.4: they can be switched off). */
export function useShortcutsEnabled(): readonly [boolean, (enabled: boolean) => void] {
  const enabled = usePreference("shortcuts") !== "off";
  return [enabled, (on) => write("shortcuts", on ? null : "off")];
}

function setTheme(theme: Theme): void {
  write("theme", theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function asTheme(value: string | null): Theme {
  return value === "light" || value === "dark" ? value : "system";
}

function usePreference(name: keyof typeof keys): string | null {
  return useSyncExternalStore(
    subscribe,
    () => read(name),
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(changed, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener("storage", listener);
  };
}

/** Storage can be switched off: then nothing is remembered. */
function read(name: keyof typeof keys): string | null {
  try {
    return localStorage.getItem(keys[name]);
  } catch {
    return null;
  }
}

function write(name: keyof typeof keys, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(keys[name]);
    else localStorage.setItem(keys[name], value);
  } catch {
    return;
  } finally {
    window.dispatchEvent(new Event(changed));
  }
}
