import { parseAddress } from "@/lib/core/address";
import { ask } from "./resolver";

/** A server that tells, by DNS, the address a question came from. */
export type EchoServer = {
  readonly name: "opendns" | "google";
  /** `address` or `address:port`. */
  readonly server: string;
};

/**
 * The public echoes. They must be asked directly: through another resolver they answer with that resolver's address.
 * Addresses of resolver1.opendns.com and ns1.google.com.
 */
export const publicEchoServers: readonly EchoServer[] = [
  { name: "opendns", server: "208.67.222.222" },
  { name: "google", server: "216.239.32.10" },
];

/**
 * The address this machine leaves from, as one echo saw it.
 *
 * @throws Error when the echo does not answer with an address
 */
export async function egressAddress({ name, server }: EchoServer, signal: AbortSignal): Promise<string> {
  const answers = await ask([server], signal, async (resolver) =>
    name === "opendns"
      ? resolver.resolve4("myip.opendns.com")
      : (await resolver.resolveTxt("o-o.myaddr.l.google.com")).flat(),
  );
  const address = answers.map((answer) => parseAddress(answer)).find((parsed) => parsed !== undefined);
  if (!address) throw new Error(`${name} did not answer with an address`);
  return address;
}
