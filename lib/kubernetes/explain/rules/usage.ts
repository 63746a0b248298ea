import { means, meansWhen, type Rule, type Scene } from "./rule";

/** kubectl prefixes its own complaints with `error: `; prose that holds the same words is not one. */
const complaint = ({ root }: Scene) => root.wrapped;

/** The command was mistyped, or names something that is not there: the path to the API server is not the subject. */
export const usageRules: readonly Rule[] = [
  means("client-usage", /^the server doesn't have a resource type "[^"\n]{1,300}"$/),
  meansWhen(complaint, "client-usage", /^unknown (?:command|flag|shorthand flag|subcommand)[: ]/),
  meansWhen(
    complaint,
    "client-usage",
    /^(?:You must provide one or more resources|You must specify the type of resource to)/,
  ),
  meansWhen(complaint, "client-usage", /^the path "[^"\n]{1,300}" does not exist/),
  meansWhen(
    complaint,
    "client-usage",
    /^(?:must specify one of -f and -k|no objects passed to|exactly one NAME is required|required flag\(s\) |flag needs an argument|invalid argument "|accepts \d|resource\(s\) were provided, but no name)/,
  ),
  meansWhen(
    complaint,
    "client-usage",
    /^(?:there is no need to specify a resource type|when paths, URLs, or stdin is provided|a resource cannot be retrieved by name across all namespaces|name cannot be provided)/,
  ),
  meansWhen(
    complaint,
    "client-usage",
    /^(?:error parsing \S{1,300}: |error converting YAML to JSON|unable to match a printer|container name must be specified)/,
  ),
  means("client-usage", /no matches for kind "[^"\n]{1,100}" in version/),
  meansWhen(
    complaint,
    "client-usage",
    /^(?:pods?|services?|deployments?|namespaces?|secrets?|configmaps?|nodes?)(?:\.[a-z.]{1,60})? "[^"\n]{1,253}" not found$/,
  ),
];
