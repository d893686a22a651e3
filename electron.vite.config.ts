import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Packages that stay outside the main-side bundles: they are CommonJS at run time and load parts of themselves by path. */
const external = ['imapflow', 'mailparser', 'libmime', 'nodemailer', 'smtp-server', 'hoodiecrow-imap']

const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' } as const

export default defineConfig({
  main: {
    build: {
      target: 'node18',
      externalizeDeps: {
        include: external,
        exclude: ['zod', 'temporal-polyfill', 'tldts', 'write-file-atomic', 'i18next', 'html-to-text', 'date-holidays'],
      },
      rollupOptions: {
        input: { index: 'src/main/index.ts', mailroom: 'src/mailroom/index.ts', 'mime-thread': 'src/mailroom/mime/mime-thread.ts' },
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      rollupOptions: { input: { index: 'src/preload/index.ts' }, output: commonJs },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    worker: { format: 'es' },
    // Bundled in advance it would not find its .wasm file.
    optimizeDeps: { exclude: ['@sqlite.org/sqlite-wasm'] },
    build: {
      target: 'chrome114',
      minify: true,
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
})
