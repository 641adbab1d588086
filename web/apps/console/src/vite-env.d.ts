// What Vite serves that TypeScript does not know: the generated theme stylesheet.
/// <reference types="vite/client" />
declare module "virtual:weft-theme.css";
