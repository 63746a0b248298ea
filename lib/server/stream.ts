import { toProblem } from "./handle";

/**
 * Lines as they come, as NDJSON or, when the client accepts it, as server-sent events. An error after the first line
 * becomes a last line `{type:"error", problem}`. The answer ends, and `cancel` runs, when `gone` fires (the client left,
 * or the server stops) and when the client cancels.
 */
export function streamLines(
  request: Request,
  lines: AsyncIterable<{ readonly type: string }>,
  { gone, cancel }: { readonly gone: AbortSignal; readonly cancel: () => void },
): Response {
  const events = (request.headers.get("accept") ?? "").includes("text/event-stream");
  const encoder = new TextEncoder();
  const encode = (line: { readonly type: string }) => {
    const json = JSON.stringify(line);
    return encoder.encode(events ? `event: ${line.type}\ndata: ${json}\n\n` : `${json}\n`);
  };

  let open = true;
  const leave = () => {
    open = false;
    cancel();
  };
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const stop = () => {
        if (!open) return;
        leave();
        controller.close();
      };
      const send = (line: { readonly type: string }) => open && controller.enqueue(encode(line));
      if (gone.aborted) stop();
      gone.addEventListener("abort", stop, { once: true });
      try {
        for await (const line of lines) {
          if (!open) return;
          send(line);
        }
      } catch (error) {
        const line = { type: "error", problem: toProblem(error, "stream") };
        send(line);
      } finally {
        gone.removeEventListener("abort", stop);
        if (open) controller.close();
        open = false;
      }
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: { "content-type": events ? "text/event-stream" : "application/x-ndjson", "x-accel-buffering": "no" },
  });
}
