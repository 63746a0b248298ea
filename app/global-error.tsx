"use client";

import "./globals.css";

/** Shown when even the frame of the page failed: depends on nothing else. */
export default function GlobalError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Drawbridge failed</title>
        <main className="mx-auto max-w-md px-6 py-24 text-center">
          <h1 className="text-xl font-semibold">Drawbridge failed</h1>
          <p className="mt-2 mb-6 text-muted">
            Nothing was changed. Try again; if it stays like this, see the server’s log.
          </p>
          <button
            type="button"
            onClick={reset}
            className="h-9 rounded-lg bg-accent px-4 font-medium text-on-accent hover:bg-accent-strong"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
