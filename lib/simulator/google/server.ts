import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Fault, type Faults, wait } from "@/lib/simulator/control/faults";
import type { RequestLog } from "@/lib/simulator/control/request-log";
import { readRequest, type SimulatedAnswer, sendAnswer } from "@/lib/simulator/http/exchange";
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
  const { answer, entry } = options.service.serve(request, undefined, fault && faultAnswer(fault));
  const keepBytes = truncatedBytes(fault, answer);
  if (entry && keepBytes !== undefined) entry.delivered = false;
  sendAnswer(response, answer, keepBytes);
}

function faultAnswer({ status, body }: Fault): SimulatedAnswer | undefined {
  if (status === undefined) return undefined;
  if (typeof body === "string") return { status, text: body };
  return body === undefined ? googleError(status, `Injected fault ${status}.`) : { status, json: body };
}

function truncatedBytes(fault: Fault | undefined, answer: SimulatedAnswer): number | undefined {
  if (fault?.truncate === undefined) return undefined;
  const length = Buffer.byteLength(answer.text ?? JSON.stringify(answer.json ?? {}));
  return fault.truncate === true ? Math.floor(length / 2) : Math.min(fault.truncate, length - 1);
}
