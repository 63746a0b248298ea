"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { usePanels } from "@/app/_features/state/panels";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette));
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog));
const PastePanel = dynamic(() => import("@/app/_features/paste/paste-panel").then((module) => module.PastePanel));
const SandboxPanel = dynamic(() =>
  import("@/app/_features/sandbox/sandbox-panel").then((module) => module.SandboxPanel),
);

/** What opens above any page; its code is loaded when it is first opened. A pasted text stays until it is used or cleared. */
export function Overlays() {
  const { open, close } = usePanels();
  const [pasted, setPasted] = useState("");
  switch (open) {
    case "palette":
      return <Palette onClose={close} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={close} />;
    case "paste":
      return <PastePanel text={pasted} onText={setPasted} onClose={close} />;
    case "sandbox":
      return <SandboxPanel onClose={close} />;
    default:
      return null;
  }
}
