import { StringDecoder } from "node:string_decoder";

/**
 * The lines of a stream of UTF-8, without their ends. What has no end for more than `limit` UTF-16 units comes in pieces of
 * that length; where the pieces are cut depends on the text alone, not on how it arrived. What follows the last end comes
 * only when the stream ends well.
 */
export async function* linesOf(stream: AsyncIterable<unknown>, limit: number): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of stream) {
    rest += decoder.write(chunk as Buffer);
    for (let cut = nextCut(rest, limit); cut !== undefined; cut = nextCut(rest, limit)) {
      yield rest.slice(0, cut.at);
      rest = rest.slice(cut.next);
    }
  }
  rest += decoder.end();
  if (rest !== "") yield rest;
}

function nextCut(text: string, limit: number): { readonly at: number; readonly next: number } | undefined {
  const end = text.indexOf("\n");
  if (end !== -1 && end <= limit) return { at: end, next: end + 1 };
  if (text.length <= limit) return undefined;
  const last = text.charCodeAt(limit - 1);
  const at = last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit;
  return { at, next: at };
}
