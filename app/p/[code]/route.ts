import { handleByCode, readText } from "@/lib/server/handle";
import { seenAt } from "@/lib/services/grants/asker";
import { redeemProof } from "@/lib/services/grants/redeem-proof";

export const POST = handleByCode<{ code: string }>(async ({ request, params, caller, runtime: { context } }) => {
  const seen = await seenAt(context, caller);
  const { status, text } = await redeemProof(context, params.code, { body: await readText(request), seen });
  return new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
});
