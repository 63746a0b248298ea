import { CopyButton } from "./copy-button";
import { ScrollText } from "./scroll-text";

/** Text to copy as it is, with a button that does so. Scrolls sideways instead of wrapping. */
export function CodeBlock({ text, name }: { readonly text: string; readonly name: string }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-sunken">
      <div className="flex items-center justify-between gap-2 border-b border-line py-1 pr-1 pl-3">
        <span className="truncate text-xs text-muted">{name}</span>
        <CopyButton text={text} label="Copy" name={`Copy: ${name}`} variant="ghost" size="small" />
      </div>
      <ScrollText label={name} className="max-h-96 text-sm">
        {text}
      </ScrollText>
    </div>
  );
}
