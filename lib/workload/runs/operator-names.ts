/* As apache-airflow-providers-cncf-kubernetes does it: operators/pod.py, kubernetes_helper_functions.py, pod_generator.py. */

const longestName = 63;
const longestLabel = 63;
const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Eight characters from a run's id (hexadecimal), in place of the operator's random ones. */
export function suffixOf(run: string): string {
  const digits = [...run].filter((digit) => /[0-9a-f]/.test(digit)).map((digit) => Number.parseInt(digit, 16));
  const pairs = Array.from({ length: 8 }, (_, index) => (digits[2 * index] ?? 0) * 16 + (digits[2 * index + 1] ?? 0));
  return pairs.map((value) => alphabet[value % alphabet.length]).join("");
}

/**
 * The pod's name: lower case, everything but letters, digits and `-` as one `-`, and the suffix, 63 characters in all.
 * Undefined when nothing is left before the suffix: Kubernetes refuses the name that the operator would make then.
 */
export function operatorPodName(name: string, suffix: string): string | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-");
  const cut = plain.slice(0, longestName - suffix.length - 1).replaceAll(/^[-.]+|[-.]+$/g, "");
  return cut === "" ? undefined : `${cut}-${suffix}`;
}

/** @param md5 hexadecimal, of the text's UTF-8 */
export function safeLabelValue(text: string, md5: (text: string) => string): string {
  const safe = text.replaceAll(/^[^a-z0-9A-Z]*|[^a-zA-Z0-9_\-.]|[^a-z0-9A-Z]*$/g, "");
  if (safe === text && safe.length <= longestLabel) return safe;
  const hash = md5(text).slice(0, 9);
  return `${safe.slice(0, longestLabel - hash.length - 1)}-${hash}`;
}
