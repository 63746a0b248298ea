import { FileCog, Globe, MessageSquareText } from "lucide-react";

const kinds = [
  {
    Icon: MessageSquareText,
    title: "An error",
    text: "The whole output is best, also with -v=6. You see at once what it can mean.",
  },
  {
    Icon: FileCog,
    title: "A kubeconfig",
    text: "Also the output of kubectl config view. Six fields of it leave the page; tokens, keys and the rest never do.",
  },
  { Icon: Globe, title: "An endpoint or a name", text: "An address, a gke.goog host, a context or a cluster’s name." },
];

/** What the box understands. */
export function PasteHelp() {
  return (
    <ul className="grid gap-3 sm:grid-cols-3">
      {kinds.map(({ Icon, title, text }) => (
        <li key={title} className="rounded-lg border border-line bg-sunken p-3 text-sm">
          <Icon aria-hidden="true" className="mb-1.5 size-4 text-muted" />
          <p className="font-semibold">{title}</p>
          <p className="text-muted">{text}</p>
        </li>
      ))}
    </ul>
  );
}
