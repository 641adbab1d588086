// The line icons of Weft, drawn on a 24 grid; an icon never stands alone for a status, a word is beside it.
const paths = {
  home: "M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
  upload: "M12 16V4M7 9l5-5 5 5M4 16v4h16v-4",
  chart: "M4 4v16h16M8 16v-4M12.5 16V7M17 16v-6",
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6",
  key: "M14.5 9.5a5 5 0 1 0-4.2 4.9L12 16h2v2h2v2h4v-3.5l-5.7-5.7c.1-.4.2-.9.2-1.3ZM8.5 9h.01",
  users:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.2.8 3.5 2.8 3.5 5.5",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5",
  menu: "M4 7h16M4 12h16M4 17h16",
  check: "M4.5 12.5 10 18 20 6.5",
  alert: "M12 4 2.5 20h19zM12 10v4.5M12 17.2v.3",
  close: "M6 6l12 12M18 6 6 18",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.5v.3",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.2l3.5 2",
  offline: "M3 3l18 18M9 6.5A6 6 0 0 1 17.3 11 4 4 0 0 1 20.6 17M16.500 19H7a4.500 4.500 0 0 1-.8-8.9",
  refresh: "M20 11a8 8 0 0 0-14.3-4L3.500 9.500M3.500 4.500v5h5M4 13a8 8 0 0 0 14.3 4l2.2-2.500M20.500 19.500v-5h-5",
  plus: "M12 5v14M5 12h14",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  download: "M12 4v12M7 11l5 5 5-5M4 20h16",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z",
  monitor: "M3 5h18v11H3zM9 20h6M12 16v4",
  signout: "M10 4H4v16h6M14 8l4 4-4 4M18 12H9",
  right: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  stop: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 9h6v6H9z",
  globe:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c2.500 2.600 3.800 5.700 3.800 9s-1.300 6.400-3.800 9c-2.500-2.600-3.800-5.700-3.800-9S9.500 5.600 12 3Z",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17.500 10h.01M8 14h8",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
} as const;

export type IconName = keyof typeof paths;

/** `turns`: an arrow that points the other way in a right-to-left page. */
export function Icon({ name, size = 18, turns = false }: { name: IconName; size?: number; turns?: boolean }) {
  return (
    <svg
      className={turns ? "turns" : undefined}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
