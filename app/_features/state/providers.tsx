"use client";

import type { ReactNode } from "react";
import { ChangesProvider } from "@/app/_features/apply/changes";
import { DiagnosisProvider } from "./diagnosis";
import { DirectoryProvider } from "./directory";
import { PanelsProvider } from "./panels";
import { type Settings, SettingsProvider } from "./settings";

/** State that all pages share. */
export function Providers({ settings, children }: { readonly settings: Settings; readonly children: ReactNode }) {
  return (
    <SettingsProvider value={settings}>
      <DirectoryProvider>
        <DiagnosisProvider>
          <ChangesProvider>
            <PanelsProvider>{children}</PanelsProvider>
          </ChangesProvider>
        </DiagnosisProvider>
      </DirectoryProvider>
    </SettingsProvider>
  );
}
