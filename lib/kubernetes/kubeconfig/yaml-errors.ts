import type { ErrorCode } from "yaml";

/** YAML's syntax errors as people read them. The parser's own messages quote the text, which may be a secret. */
export const yamlErrors: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "An alias has an anchor or a tag of its own",
  BAD_ALIAS: "An alias has an unusable name",
  BAD_COLLECTION_TYPE: "A tag does not fit the value that it is on",
  BAD_DIRECTIVE: "A line that starts with % is not a YAML directive",
  BAD_DQ_ESCAPE: "A double-quoted value has an unknown escape after a backslash",
  BAD_INDENT: "The indentation is wrong, or a bracket is not closed",
  BAD_PROP_ORDER: "An anchor or a tag is at the wrong place",
  BAD_SCALAR_START: "A value starts with a character that needs quotes",
  BLOCK_AS_IMPLICIT_KEY: "A line has two keys, or its value holds a colon and needs quotes",
  BLOCK_IN_FLOW: "A list or mapping inside brackets is written in lines",
  DUPLICATE_KEY: "A key is written twice",
  IMPOSSIBLE: "This is not YAML",
  KEY_OVER_1024_CHARS: "A key is longer than 1024 characters",
  MISSING_CHAR: "A quote, a bracket, a comma or a colon is missing",
  MULTILINE_IMPLICIT_KEY: "A key goes over several lines, or a colon is missing",
  MULTIPLE_ANCHORS: "A value has two anchors",
  MULTIPLE_DOCS: "It holds several YAML documents",
  MULTIPLE_TAGS: "A value has two tags",
  NON_STRING_KEY: "A key is not a text",
  RESOURCE_EXHAUSTION: "It is nested too deeply",
  TAB_AS_INDENT: "A tab is used as indentation; YAML wants spaces",
  TAG_RESOLVE_FAILED: "A tag cannot be read",
  UNEXPECTED_TOKEN: "Something stands where it does not belong",
};
