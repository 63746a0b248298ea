/** What the name of a container image says about which image runs. "not an image" also for templates and for other texts. */
export type ImageTag = "latest" | "fixed" | "digest" | "not an image";

const reference =
  /^(?:[A-Za-z0-9.-]+(?::\d{1,5})?\/)?(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*\/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(@[a-z0-9]+:[0-9a-f]{32,})?$/;

/** An image without a tag is `:latest` to Kubernetes. */
export function imageTag(image: string): ImageTag {
  if (image.length > 1_024) return "not an image";
  const match = reference.exec(image);
  if (match === null) return "not an image";
  if (match[2] !== undefined) return "digest";
  return match[1] === undefined || match[1] === "latest" ? "latest" : "fixed";
}
