import type { Duplex } from "node:stream";
import type { ProblemDetails } from "@/lib/core/problem";
import { problemHeaders } from "./gate";

/** Answers what is not HTTP enough to become a request, in node's own words for it (`code`), and closes. */
export function answerClientError({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || code === "ECONNRESET") return void socket.destroy();
  const problem = problemOf(code);
  const body = JSON.stringify(problem);
  const headers = Object.entries({ ...problemHeaders(body), connection: "close" });
  const lines = [`HTTP/1.1 ${problem.status} ${problem.title}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`);
}

function problemOf(code: string | undefined): ProblemDetails {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        type: "/problems/too-large",
        title: "Request Header Fields Too Large",
        status: 431,
        detail: "The headers are larger than 16 KiB. Delete this site's cookies, or send fewer headers.",
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        type: "/problems/timed-out",
        title: "Request Timeout",
        status: 408,
        detail: "The request did not arrive in time. Send it again.",
      };
    default:
      return {
        type: "/problems/bad-request",
        title: "Bad Request",
        status: 400,
        detail: "This is not an HTTP request that could be read.",
      };
  }
}
