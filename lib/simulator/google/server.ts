import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Faults, faultAnswer, truncatedBytes, wait } from "@/lib/simulator/control/faults";
import type { RequestLog } from "@/lib/simulator/control/request-log";
import { readRequest, sendAnswer } from "@/lib/simulator/http/exchange";
import { googleError } from "./errors";
import type { GoogleService } from "./service";

type Options = {
  readonly service: GoogleService;
  readonly now: () => Date;
  readonly faults: Faults;
  readonly requests: RequestLog;
};

/** Google's API over plain HTTP, with injected faults, every request in the log from the moment it arrives. */
export function createGoogleServer(options: Options): Server {
  return createServer((incoming, response) => {
    void serve(options, incoming, response).catch(() => response.destroy());
  });
}

async function serve(options: Options, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  const { method, path } = request;
  options.requests.add({
    time: options.now().toISOString(),
    method,
    path,
    bodyBytes: Buffer.byteLength(request.body),
  });
  const fault = options.faults.take("google", method, path);
  await wait(fault?.latencyMs ?? 0);
  const { answer, entry } = options.service.serve(request, undefined, fault && faultAnswer(fault, googleError));
  const keepBytes = truncatedBytes(fault, answer);
  if (entry && keepBytes !== undefined) entry.delivered = false;
  sendAnswer(response, answer, keepBytes);
}
