import { handle, readJson } from "@/lib/server/handle";
import { explainError } from "@/lib/services/explain-error";
import { explanationRequest } from "@/lib/services/schema/request";

export const POST = handle("diagnose", async ({ request }) => {
  const { text } = await readJson(request, explanationRequest);
  return Response.json(explainError(text));
});
