"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

/** What can be open above the page; one at a time. */
export type Panel = "palette" | "paste" | "sandbox" | "shortcuts" | "clusters";

export type Panels = { readonly open: Panel | null; readonly show: (panel: Panel) => void; readonly close: () => void };

const Context = createContext<Panels>({ open: null, show: () => undefined, close: () => undefined });

export function PanelsProvider({ children }: { readonly children: ReactNode }) {
  const [open, setOpen] = useState<Panel | null>(null);
  const panels = useMemo<Panels>(() => ({ open, show: setOpen, close: () => setOpen(null) }), [open]);
  return <Context value={panels}>{children}</Context>;
}

export function usePanels(): Panels {
  return useContext(Context);
}
