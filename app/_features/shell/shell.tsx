"use client";

import type { ReactNode } from "react";
import { Header } from "./header";
import { Overlays } from "./overlays";
import { useShortcuts } from "./use-shortcuts";

/** What is around every page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  useShortcuts();
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-2 focus:font-medium focus:text-on-accent"
      >
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[76rem] space-y-4 px-4 py-5 outline-none sm:px-6 sm:py-6">
        {children}
      </main>
      <Overlays />
    </>
  );
}
