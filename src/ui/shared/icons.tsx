import type { ReactNode } from "react";

/** A drawing in the color of the text beside it, hidden from assistive tools. */
export function Icon({ children, size = 18, box = 20 }: { children: ReactNode; size?: number; box?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${box} ${box}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

export const LearnIcon = () => (
  <Icon>
    <path d="M3 4.5h5.5a1.5 1.5 0 0 1 1.5 1.5v10a2 2 0 0 0-2-1.5H3zM17 4.5h-5.5A1.5 1.5 0 0 0 10 6v10a2 2 0 0 1 2-1.5h5z" />
  </Icon>
);
export const ClassIcon = () => (
  <Icon>
    <path d="M2.500 4.500h15v9h-15zM7 17l3-3.500 3 3.500M5.500 7.500h6M5.500 10.500h4" />
  </Icon>
);
export const CompareIcon = () => (
  <Icon>
    <path d="M3 4.5h14v11H3zM3 8.5h14M8 4.5v11M12.5 4.5v11" />
  </Icon>
);
export const PracticeIcon = () => (
  <Icon>
    <rect x="3.5" y="3.5" width="13" height="13" rx="2" />
    <path d="m6.5 10 2.5 2.5 4.5-5" />
  </Icon>
);
export const ReviewIcon = () => (
  <Icon>
    <path d="M4 9a6 6 0 0 1 10.500-3.200L16 7.500M16 4v3.500h-3.500M16 11a6 6 0 0 1-10.500 3.200L4 12.500M4 16v-3.500h3.500" />
  </Icon>
);
export const SandboxIcon = () => (
  <Icon>
    <rect x="2.5" y="4" width="15" height="12" rx="1.5" />
    <path d="m5.5 8 2.5 2-2.5 2M10 12.5h4" />
  </Icon>
);
export const FactsIcon = () => (
  <Icon>
    <path d="M4 5.5h3M4 10h3M4 14.5h3M9.5 5.5H16M9.5 10H16M9.5 14.5H16" />
  </Icon>
);
export const ProgressIcon = () => (
  <Icon>
    <path d="M3 16.5h14M5.5 13.5v-4M10 13.5v-8M14.5 13.5v-6" />
  </Icon>
);
export const WalkthroughsIcon = () => (
  <Icon>
    <path d="M3.5 5 5 6.5 7.5 4M3.5 13.5 5 15l2.5-2.5M10.5 5.5H17M10.5 14H17" />
  </Icon>
);
export const CommandsIcon = () => (
  <Icon>
    <path d="m4 6 4 4-4 4M10 15h6.5" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M3.5 6h13M3.5 10h13M3.5 14h13" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon size={16} box={16}>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </Icon>
);
export const ThemeIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" />
    <path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
  </Icon>
);
export const SettingsIcon = () => (
  <Icon>
    <path d="M3.5 6.5h7M14.5 6.5h2M3.5 13.5h2M9.5 13.5h7" />
    <circle cx="12.5" cy="6.5" r="2" />
    <circle cx="7.5" cy="13.5" r="2" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M7.8 8a2.2 2.2 0 1 1 3 2.1c-.6.3-.8.7-.8 1.3M10 13.8v.2" strokeLinecap="round" />
  </Icon>
);
export const Mark = () => (
  <svg
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinejoin="round"
    strokeLinecap="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M2.5 4v12h3v4.5h13V16h3V4" />
    <path d="M7.5 5.5h9v4.7c0 2.9-1.8 5.3-4.5 5.3s-4.5-2.4-4.5-5.3z" fill="currentColor" stroke="none" />
  </svg>
);
export const StrikeIcon = () => (
  <Icon>
    <path d="M13.5 6.5C13 5 11.7 4.2 10 4.2c-2 0-3.5 1-3.5 2.7 0 1.300 1 2 2.5 2.5M6.3 13.2c.4 1.700 1.900 2.600 3.700 2.600 2.100 0 3.700-1 3.700-2.800 0-.8-.3-1.400-.9-1.900M3 10h14" />
  </Icon>
);
