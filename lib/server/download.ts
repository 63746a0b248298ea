/**
 * Text that is read as fast as the client takes it, and saved by a browser under this name. Reading ends when the client
 * leaves or the server stops; an error cuts the answer off, so that no half is taken for the whole.
 */
export function downloadText(
  parts: AsyncGenerator<string>,
  fileName: string,
  mediaType: string,
  stopping: AbortSignal,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      stopping.throwIfAborted();
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
  return new Response(body, {
    headers: { "content-type": mediaType, "content-disposition": `attachment; filename="${fileName}"` },
  });
}
