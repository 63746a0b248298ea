import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SectionTabs } from "../_features/workloads/shell/section-tabs";

export const metadata: Metadata = { title: { default: "Workloads", template: "%s · Workloads · Drawbridge" } };

export default function WorkloadsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <SectionTabs />
      {children}
    </>
  );
}
