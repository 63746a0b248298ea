import { toProblem } from "./handle";

/**
 * Values as they come, one JSON text a line (NDJSON); null is an empty line, which keeps the connection open. The first
 * one is waited for, so that an error before it is an ordinary answer; a later one becomes a last line `{problem}`. The
 * answer ends when `gone` fires, and when the client cancels.
 */
export async function streamValues(
  values: AsyncGenerator<object | null>,
  { gone, cancel }: { readonly gone: AbortSignal; readonly cancel: () => void },
): Promise<Response> {
  const encoder = new TextEncoder();
  const encode = (value: object | null) => encoder.encode(value === null ? "\n" : `${JSON.stringify(value)}\n`);
  let next: Promise<IteratorResult<object | null>> | undefined = Promise.resolve(await values.next());
  /* A client that leaves while the next value is awaited has closed the controller by then. */
  let open = true;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let last = true;
      let chunk: Uint8Array | undefined;
      try {
        const { done, value } = await (next ?? values.next());
        next = undefined;
        last = done === true || gone.aborted;
        if (!last) chunk = encode(value ?? null);
      } catch (error) {
        if (open) chunk = encode({ problem: toProblem(error, "stream") });
      }
      if (!open) return;
      if (chunk) controller.enqueue(chunk);
      if (last) controller.close();
    },
    cancel() {
      open = false;
      cancel();
    },
  });
  return new Response(body, { headers: { "content-type": "application/x-ndjson", "x-accel-buffering": "no" } });
}
