import react from '@vitejs/plugin-react'

/** `vite build src/apps/clinic-web` → dist, which our own server serves at `/`. */
export default {
  base: '/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The oldest Chrome a Windows 7 machine can run
    target: 'chrome109',
    cssTarget: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 8080}` } },
}
