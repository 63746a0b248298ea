"use client";

import { createContext, type ReactNode, useContext } from "react";

export type Settings = {
  readonly mode: "sandbox" | "google";
  readonly version: string;
  /** Who looks at this page. */
  readonly person: { readonly kind: "local" | "iap" | "oidc"; readonly id: string; readonly name: string };
};

const nobody = { kind: "local", id: "", name: "" } as const;
const Context = createContext<Settings>({ mode: "google", version: "", person: nobody });

/** What the server says about itself, for every page. */
export function SettingsProvider({ value, children }: { readonly value: Settings; readonly children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

export function useSettings(): Settings {
  return useContext(Context);
}
