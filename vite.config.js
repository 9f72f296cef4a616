// Every .js and .scss directly in static/src whose name does not start with "_" is an entry.
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig } from "vite";

const source = resolve(import.meta.dirname, "static/src");

const entries = readdirSync(source)
  .filter((name) => /^[^_].*\.(js|scss)$/.test(name))
  .map((name) => resolve(source, name));

export default defineConfig({
  root: import.meta.dirname,
  base: "/static/",
  publicDir: "static/public", // copied as it stands: icons, pictures
  css: {
    transformer: "lightningcss",
    // The oldest browsers in use: Chromium 109 (the last on Windows 7), Safari 15.4.
    lightningcss: { targets: { chrome: 109 << 16, safari: (15 << 16) | (4 << 8) } },
    preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } },
  },
  build: {
    outDir: "static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: ["chrome109", "safari15.4"],
    cssMinify: "lightningcss",
    assetsInlineLimit: 0, // no data: pictures beyond what the policy allows
    modulePreload: { polyfill: false }, // the polyfill would be an inline script
    rollupOptions: { input: entries },
  },
});
