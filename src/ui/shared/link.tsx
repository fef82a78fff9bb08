import type { AnchorHTMLAttributes } from "react";
import { useHref, useLocation } from "react-router-dom";

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  /** Path below the root, with query and fragment. */
  to: string;
}

/** A plain anchor to a place in the app; the frame sends clicks on every such anchor through the router. */
export function Link({ to, children, ...rest }: LinkProps) {
  return (
    <a {...rest} href={useHref(to)}>
      {children}
    </a>
  );
}

/** A link that says when its place, or one below it, is where the reader is. */
export function NavLink({ to, ...rest }: LinkProps) {
  const here = useLocation().pathname.startsWith(to);
  return <Link {...rest} to={to} aria-current={here ? "page" : undefined} />;
}
