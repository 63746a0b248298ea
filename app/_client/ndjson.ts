/**
 * The complete lines of a stream of newline-delimited text, in batches as they arrive. Empty lines are left out;
 * a last line without a newline counts. The stream is cancelled when the caller stops reading.
 */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<readonly string[]> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }))).split("\n");
      rest = done ? "" : (lines.pop() ?? "");
      const complete = lines.filter((line) => line.trim() !== "");
      if (complete.length > 0) yield complete;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
