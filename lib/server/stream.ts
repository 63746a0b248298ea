import { toProblem } from "./handle";

/**
 * Lines as they come, as NDJSON or, when the client accepts it, as server-sent events. An error after the first line
 * becomes a last line `{type:"error", problem}`. `cancel` runs when the client leaves or the server stops.
 */
export function streamLines(
  request: Request,
  lines: AsyncIterable<{ readonly type: string }>,
  { stopping, cancel }: { readonly stopping: AbortSignal; readonly cancel: () => void },
): Response {
  const events = (request.headers.get("accept") ?? "").includes("text/event-stream");
  const encoder = new TextEncoder();
  const encode = (line: { readonly type: string }) => {
    const json = JSON.stringify(line);
    return encoder.encode(events ? `event: ${line.type}\ndata: ${json}\n\n` : `${json}\n`);
  };

  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let open = true;
      const stop = () => {
        if (!open) return;
        open = false;
        cancel();
        controller.close();
      };
      stopping.addEventListener("abort", stop, { once: true });
      request.signal.addEventListener("abort", stop, { once: true });
      try {
        for await (const line of lines) {
          if (!open) return;
          controller.enqueue(encode(line));
        }
      } catch (error) {
        if (open)
          controller.enqueue(encode({ type: "error", problem: toProblem(error, "stream") } as { type: string }));
      } finally {
        stopping.removeEventListener("abort", stop);
        request.signal.removeEventListener("abort", stop);
        if (open) controller.close();
        open = false;
      }
    },
    cancel,
  });
  return new Response(body, {
    headers: { "content-type": events ? "text/event-stream" : "application/x-ndjson", "x-accel-buffering": "no" },
  });
}
