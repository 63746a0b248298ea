"use client";

import type { ReactNode } from "react";
import { ChangesProvider } from "@/app/_features/apply/changes";
import { DiagnosisProvider } from "./diagnosis";
import { DirectoryProvider } from "./directory";
import { PanelsProvider } from "./panels";
import { PodsProvider } from "./pods";
import { type Settings, SettingsProvider } from "./settings";
import { WorkloadDiagnosisProvider } from "./workload-diagnosis";

/** State that all pages share. */
export function Providers({ settings, children }: { readonly settings: Settings; readonly children: ReactNode }) {
  return (
    <SettingsProvider value={settings}>
      <DirectoryProvider>
        <DiagnosisProvider>
          <WorkloadDiagnosisProvider>
            <PodsProvider>
              <ChangesProvider>
                <PanelsProvider>{children}</PanelsProvider>
              </ChangesProvider>
            </PodsProvider>
          </WorkloadDiagnosisProvider>
        </DiagnosisProvider>
      </DirectoryProvider>
    </SettingsProvider>
  );
}
