import { downloadText } from "@/lib/server/download";
import { handle } from "@/lib/server/handle";
import { exportAudit, mediaTypes, readFormat } from "@/lib/services/audit/export-audit";
import { readAudit, readFilter } from "@/lib/services/audit/read-audit";

export const GET = handle("read", async ({ url, runtime }) => {
  const format = readFormat(url.searchParams.get("format"));
  if (format === undefined) return Response.json(await readAudit(runtime.context, url.searchParams));
  const parts = exportAudit(runtime.context, format, readFilter(url.searchParams));
  return downloadText(parts, `drawbridge-audit.${format}`, mediaTypes[format], runtime.stopping);
});
