"use client";

import type { ReactNode } from "react";
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
          <PanelsProvider>{children}</PanelsProvider>
        </DiagnosisProvider>
      </DirectoryProvider>
    </SettingsProvider>
  );
}
