import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classes } from "@/app/_client/classes";

type Variant = "primary" | "secondary" | "ghost";
type Size = "medium" | "small" | "icon";

export type ButtonProps = ComponentProps<"button"> & {
  readonly variant?: Variant;
  readonly size?: Size;
  /** Renders the only child (a link) with the looks of a button. */
  readonly asChild?: boolean;
};

const common =
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-lg font-medium whitespace-nowrap transition-colors duration-100 select-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

const variants: Readonly<Record<Variant, string>> = {
  primary: "bg-accent text-on-accent shadow-card hover:bg-accent-strong",
  secondary: "border border-edge bg-surface text-ink shadow-card hover:bg-hover",
  ghost: "text-muted hover:bg-hover hover:text-ink",
};

const sizes: Readonly<Record<Size, string>> = {
  medium: "h-9 px-3.5 text-base",
  small: "h-7 px-2.5 text-sm",
  icon: "size-8",
};

/** The look of every button. */
export function Button({
  variant = "secondary",
  size = "medium",
  asChild = false,
  className,
  type = "button",
  ...props
}: ButtonProps) {
  const look = classes(common, variants[variant], sizes[size], className);
  return asChild ? <Slot.Root {...props} className={look} /> : <button {...props} type={type} className={look} />;
}
