import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { publicSettings } from "@/lib/server/pages";
import { Shell } from "./_features/shell/shell";
import { Providers } from "./_features/state/providers";

export const metadata: Metadata = {
  title: { default: "Drawbridge", template: "%s · Drawbridge" },
  description: "Tells why a private GKE control plane cannot be reached, and how to fix it.",
  icons: { icon: "/favicon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#141619" },
  ],
};

/** Every page is rendered for its request: the nonce of its security policy is fresh (see proxy.ts). */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  await connection();
  const [{ mode, version, person }, requestHeaders] = await Promise.all([publicSettings(), headers()]);
  const nonce = requestHeaders.get("x-nonce") ?? undefined;
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers settings={{ mode, version, person }}>
          <Shell>{children}</Shell>
        </Providers>
      </body>
    </html>
  );
}
