import { createSocket } from "node:dgram";
import {
  type Answer,
  decode,
  encode,
  type Packet,
  type Question,
  RECURSION_AVAILABLE,
  RECURSION_DESIRED,
} from "dns-packet";
import type { DnsAnswer } from "./answers";

const nxdomain = 3;

type Options = {
  readonly answer: (question: { name: string; type: string }) => DnsAnswer;
  /** Awaited before each answer: injected latency. */
  readonly delay: () => Promise<void>;
};

/** Starts a resolver on a free loopback UDP port. Unreadable packets and `timeout` answers get no reply. */
export async function startDnsServer({ answer, delay }: Options): Promise<{ port: number; close(): Promise<void> }> {
  const socket = createSocket("udp4");
  let open = true;
  socket.on("message", (message, sender) => {
    const query = decodeQuery(message);
    const question = query?.questions?.[0];
    if (!query || !question) return;
    const given = answer(question);
    if (given.kind === "timeout") return;
    void delay().then(() => {
      if (open) socket.send(encode(reply(query, question, given)), sender.port, sender.address);
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => {
      socket.off("error", reject);
      resolve();
    });
  });
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        open = false;
        socket.close(() => resolve());
      }),
  };
}

function decodeQuery(message: Buffer): Packet | undefined {
  try {
    return decode(message);
  } catch {
    return undefined;
  }
}

function reply(query: Packet, question: Question, answer: DnsAnswer): Packet {
  return {
    type: "response",
    id: query.id ?? 0,
    flags: RECURSION_DESIRED | RECURSION_AVAILABLE | (answer.kind === "nxdomain" ? nxdomain : 0),
    questions: [question],
    answers: answer.kind === "records" ? [record(question.name, answer)] : [],
  };
}

function record(name: string, { type, data }: Extract<DnsAnswer, { kind: "records" }>): Answer {
  return type === "A" ? { type, name, ttl: 0, data } : { type, name, ttl: 0, data: [data] };
}
