import path from 'node:path'
import { build } from 'vite'

/**
 * The frame harness as one script, built from the product's own sanitiser and frame.
 *
 * It is evaluated in the app's own window: same session, same web preferences, same policy, same bridge. Nothing of it is in
 * the product.
 */
export async function buildHarness(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // A test run has NODE_ENV=test, for which JSX would be compiled for React's development build.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'chrome114',
      lib: { entry: path.join(import.meta.dirname, 'frame-harness.ts'), formats: ['iife'], name: 'harness' },
    },
  })
  const [bundle] = Array.isArray(result) ? result : [result]
  const chunk = bundle !== undefined && 'output' in bundle ? bundle.output[0] : undefined
  if (chunk === undefined) throw new Error('the harness was not built')
  return chunk.code
}
