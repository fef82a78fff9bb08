import { Icon } from "../icons.tsx";

export const CopyIcon = () => (
  <Icon size={16}>
    <path d="M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z" />
  </Icon>
);

export const AgainIcon = () => (
  <Icon size={16}>
    <path d="M16 10a6 6 0 1 1-1.8-4.3M16.5 3v3.5H13" />
  </Icon>
);
