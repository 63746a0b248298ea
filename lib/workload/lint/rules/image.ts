import { imageTag } from "../../operator/image-reference";
import { stringValue } from "../../python/literal";
import { type CallRule, replaced } from "../context";

/** The image has no fixed tag, so a retry can run other code than the first try. */
export const image: CallRule = (call, context) => {
  const argument = call.keywords.get("image");
  const value = argument === undefined ? null : stringValue(context.source, argument.value);
  if (argument === undefined || value === null || imageTag(value) !== "latest") return [];
  const policy = call.keywords.get("image_pull_policy");
  const pulls = policy === undefined ? null : stringValue(context.source, policy.value);
  const stale = pulls === "IfNotPresent" || pulls === "Never";
  const tag = value.endsWith(":latest") ? ":latest" : "no tag, which is :latest";
  const message = stale
    ? `The image has ${tag}, and image_pull_policy="${pulls}" runs whatever copy a node happens to have. Use a tag or a digest.`
    : `The image has ${tag}: a retry can run other code than the first try. Use a tag or a digest.`;
  const source = "Kubernetes, Images";
  return [
    replaced(argument, context, null, { rule: "image-latest", level: stale ? "warning" : "hint", message, source }),
  ];
};
