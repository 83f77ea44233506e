import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { noCircles } from './config/circles.ts'
import { compressed } from './config/compressed.ts'
import { collecting, listed } from './config/packages.ts'
import { startOfDay } from './config/startOfDay.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const { version } = JSON.parse(readFileSync(here('./package.json'), 'utf8')) as { version: string }

// Vite hands every VITE_ variable to the app as import.meta.env.
process.env['VITE_APP_VERSION'] ??= version

/** Our own modules, and the icons they draw. */
const ours = /\/src\/|\/@lucide\//

const icon = (src: string, sizes: string, purpose: 'any' | 'maskable' = 'any') => ({
  src: `/icons/${src}`,
  sizes,
  type: 'image/png',
  purpose,
})

export default defineConfig({
  plugins: [
    vue({ features: { optionsAPI: false } }), // every component here is <script setup>
    tailwindcss(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      registerType: 'prompt',
      injectRegister: false,
      includeManifestIcons: false, // the pattern below already holds them
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,ttf,wasm,webmanifest}'],
        maximumFileSizeToCacheInBytes: 4_000_000,
        buildPlugins: { vite: [collecting()] },
      },
      manifest: {
        id: '/',
        name: 'Blue Report',
        short_name: 'Blue Report',
        description: 'Mentoring records that work at the desk, with or without a network',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        lang: 'en-GB',
        dir: 'ltr',
        theme_color: '#1d4fb8',
        background_color: '#ffffff',
        icons: [
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
          icon('icon-192.png', '192x192'),
          icon('icon-512.png', '512x512'),
          icon('icon-maskable-512.png', '512x512', 'maskable'),
        ],
      },
    }),
    noCircles(),
    collecting(),
    listed(),
    compressed(),
  ],
  resolve: {
    // jsPDF can draw HTML with these; we only draw text and lines, and a tablet should not download them.
    alias: [
      { find: /^(html2canvas|canvg|dompurify|core-js(\/.*)?)$/, replacement: here('./config/nothing.ts') },
      // The same Dexie in today's JavaScript; its package gives bundlers the one for old browsers.
      { find: /^dexie$/, replacement: here('./node_modules/dexie/dist/modern/dexie.min.mjs') },
    ],
  },
  worker: { format: 'es', plugins: () => [collecting()] },
  build: {
    target: 'es2022',
    sourcemap: false,
    // The content security policy allows files of our own only, so nothing may become a data: address or an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A file costs a slow tablet more than what is in it: the way to the first screen is one, and what screens share is two.
        // Others are not merged: such files come to need each other, and one runs too early.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: startOfDay(), test: ours, minShareCount: 2, priority: 1 },
            { name: 'shared', test: ours, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8045' } },
})
