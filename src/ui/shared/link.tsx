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

interface NavLinkProps extends LinkProps {
  /** Another address whose pages belong to the place. */
  also?: string | undefined;
}

/** A link that says when its place, or one below it, is where the reader is. */
export function NavLink({ to, also = to, ...rest }: NavLinkProps) {
  const { pathname } = useLocation();
  const here = pathname.startsWith(to) || pathname.startsWith(also);
  return <Link {...rest} to={to} aria-current={here ? "page" : undefined} />;
}
