import { port, quoteDirectory } from "./socket-directory";

/** The server's command line. Everything is set here, so that the files in the data directory stay as initdb wrote them. */
export function serverArguments(database: string, socketDirectory: string, durable: boolean): readonly string[] {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: "",
    unix_socket_directories: quoteDirectory(socketDirectory),
    unix_socket_permissions: "0700",
    port: String(port),
    max_connections: durable ? "24" : "100",
    shared_buffers: "32MB",
    max_wal_size: "256MB",
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    log_destination: "stderr",
    logging_collector: "off",
    log_checkpoints: "off",
    // "log" leaves out the errors of statements, which quote values; terse leaves out their details.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
  };
  return ["-D", database, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}
