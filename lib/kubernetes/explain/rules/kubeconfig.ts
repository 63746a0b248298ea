import { means, type Rule } from "./rule";

/** The client's own configuration: nothing was sent yet. */
export const kubeconfigRules: readonly Rule[] = [
  means("context-missing", /context was not found for specified context/),
  means("context-missing", /\bcontext "[^"\n]{1,300}" does not exist/),
  means("context-missing", /no context exists with the name/),
  means("context-missing", /Expected object with name \S{1,300} in \S{0,300}contexts? list/i),
  means(["kubeconfig-invalid", "context-missing"], /\b(?:cluster|auth info|user) "[^"\n]{1,300}" does not exist/i),
  means("no-current-context", /\bcurrent-context is not set|current-context must exist/),
  means("no-current-context", /^No active cluster!?$/),

  means(
    ["kubeconfig-missing", "no-current-context"],
    /no configuration has been provided|kube-?config(?: file)?\. No configuration found/i,
  ),
  means(["kubeconfig-missing", "no-current-context", "kubeconfig-invalid"], /default cluster has no server defined/),
  means("kubeconfig-invalid", /cluster has no server defined/),
  means("kubeconfig-missing", /unable to load in-cluster configuration/),
  means("kubeconfig-missing", /config_paths? refers to an invalid path/),
  means("kubeconfig-missing", /\bENOENT: no such file or directory, open '[^'\n]{0,300}(?:kube|config)[^'\n]{0,100}'/),
  means("kubeconfig-missing", /(?:^|: )(?:stat|open) "?[^\n":]{0,300}\.?kube[^\n":]{0,300}: no such file/i),
  means(
    "kubeconfig-missing",
    /(?:^|: )(?:CreateFile|GetFileAttributesEx|open) [^\n]{1,300}: The system cannot find the (?:file|path)/,
  ),
  means(
    "kubeconfig-invalid",
    /unable to read (?:certificate-authority|client-cert|client-key|tokenFile)|invalid configuration: \[?unable to read/,
  ),
  means("kubeconfig-missing", /^stat \/[^\n:]{1,300}: no such file or directory$/),

  means("kubeconfig-invalid", /error loading config file/i),
  means("kubeconfig-invalid", /open [^\n:]{0,300}(?:kube|config)[^\n:]{0,100}: permission denied/i),
  means("kubeconfig-invalid", /unable to load root certificates|unable to parse bytes as PEM block/),
  means("kubeconfig-invalid", /failed to find any PEM data in|private key does not match public key/),
  means(
    "kubeconfig-invalid",
    /host must be a URL or a host:port pair|unsupported protocol scheme|too many colons in address|missing port in address/,
  ),
  means("kubeconfig-invalid", /specifying a root certificates file with the insecure flag is not allowed/),
  means("kubeconfig-invalid", /invalid 'proxy-url'|proxyconnect tcp: dial tcp: unknown port/),
  means(
    "kubeconfig-invalid",
    /no kind "Config" is registered|Invalid kube-?config file|Duplicate (?:cluster|user|context): /i,
  ),
  means(
    "kubeconfig-invalid",
    /cannot unmarshal [^\n]{1,200} into Go [^\n]{0,60}(?:v1\.Config|api\.Config|NamedCluster|AuthInfo)/,
  ),
  means("kubeconfig-invalid", /^invalid configuration: |: invalid configuration: /),
  means("kubeconfig-invalid", /^parse "?[^\n]{1,300}: (?:invalid|net\/url|missing|first path segment)/),
];
