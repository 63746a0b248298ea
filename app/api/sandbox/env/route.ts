import { handle } from "@/lib/server/handle";
import { askSandbox } from "@/lib/server/sandbox";

/** `export` lines that point real `gcloud` and `kubectl` at the sandbox, from the given place. */
export const GET = handle("read", async ({ url, runtime }) => {
  const place = url.searchParams.get("place");
  return askSandbox(runtime, place === null ? "/env" : `/env?place=${encodeURIComponent(place)}`);
});
