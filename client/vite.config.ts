import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import release from './package.json' with { type: 'json' };
import { PDFJS_PATH, pdfjsAssets } from './vite/pdfjs-assets.js';

const server = 'http://127.0.0.1:3000';

export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^@ecab\/shared\/(.*)$/,
        replacement: `${fileURLToPath(new URL('../shared/src/', import.meta.url))}$1.ts`,
      },
    ],
    // Two copies of Yjs do not know each other's types: one only, whoever asks for it.
    dedupe: ['yjs', 'react', 'react-dom'],
  },
  build: { outDir: 'dist', manifest: true, target: ['chrome111', 'safari16.4'], chunkSizeWarningLimit: 1500 },
  server: {
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
  plugins: [
    react(),
    pdfjsAssets(),
    VitePWA({
      strategies: 'generateSW',
      // The tablet is told of a new version and decides: never a reload in the middle of a meeting.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        lang: 'vi',
        name: 'Phòng họp không giấy',
        short_name: 'Phòng họp',
        description: 'Chuẩn bị, họp, biểu quyết và tra cứu hồ sơ phiên họp trên máy tính bảng.',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        theme_color: '#ffffff',
        background_color: '#f2f4f4',
        categories: ['government', 'productivity'],
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
          { src: '/icon-maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,mjs,css,woff2,svg,png}', 'pdfjs/{standard_fonts,wasm,iccs}/*'],
        // The pdf.js worker alone is 1.3 MB.
        maximumFileSizeToCacheInBytes: 6_000_000,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api(\/|$)/, /^\/socket\.io(\/|$)/, /^\/(healthz|readyz|metrics|version)$/],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        // Character maps of Chinese, Japanese and Korean: only what a paper has asked for is kept.
        runtimeCaching: [
          {
            urlPattern: ({ url }) => url.pathname.startsWith('/pdfjs/cmaps/'),
            handler: 'CacheFirst',
            options: { cacheName: 'pdfjs-cmaps' },
          },
        ],
      },
    }),
  ],
  define: { APP_VERSION: JSON.stringify(release.version), PDFJS_PATH: JSON.stringify(PDFJS_PATH) },
});
