import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** The edges as the tsconfig references write them: room → rooms it may import. */
function readEdges(): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>()
  for (const entry of readdirSync(path.join(root, 'src'), { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const config = JSON.parse(readFileSync(path.join(root, 'src', entry.name, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[]
    }
    edges.set(entry.name, new Set(config.references.map((reference) => reference.path.replace('../', ''))))
  }
  return edges
}

/** npm packages each room may use. A new one is argued in its commit. */
const packages: Record<string, readonly RegExp[]> = {
  core: [/^(temporal-polyfill|date-holidays|liquidjs|tldts)$/],
  contract: [/^zod$/],
  locale: [/^i18next$/],
  data: [/^(dexie|fflate)$/],
  engine: [],
  mailroom: [/^(imapflow|mailparser|libmime|libqp|nodemailer|write-file-atomic|html-to-text|fast-xml-parser)(\/|$)/, /^node:/],
  main: [/^(electron|write-file-atomic)$/, /^node:/],
  demo: [/^(hoodiecrow-imap|smtp-server|nodemailer)(\/|$)/, /^node:/],
  preload: [/^electron$/],
  worker: [/^@sqlite\.org\/sqlite-wasm$/],
  renderer: [
    /^(react|react-dom|zustand|dompurify|react-i18next|dexie-react-hooks|@tanstack\/react-virtual)(\/|$)/,
    /^@mantine\//,
    /^@tabler\/icons-react$/,
  ],
  tools: [/./],
}

/** What is wrong with one import, in words; nothing where it is allowed. */
function violation(edges: Map<string, Set<string>>, file: string, specifier: string): string | undefined {
  const [room = ''] = file.split('/')
  const crossing = /^#([a-z]+)\/(.+)$/.exec(specifier)
  if (crossing !== null) {
    const [, other = '', target = ''] = crossing
    if (other === room) return `${file}: inside a room imports are relative, not ${specifier}`
    if (edges.get(room)?.has(other) !== true) return `${file}: ${room} may not import ${other} (${specifier})`
    if (room === 'renderer' && other === 'data' && !target.startsWith('read/'))
      return `${file}: the renderer reads data through data/read only (${specifier})`
    return undefined
  }
  if (specifier.startsWith('.')) {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier))
    if (target.startsWith('..') || target.split('/')[0] !== room) {
      return target.startsWith('../resources/') ? undefined : `${file}: leaves its room by a relative path (${specifier})`
    }
    const feature = /^renderer\/features\/([^/]+)\//
    const own = feature.exec(file)?.[1]
    const other = feature.exec(target)?.[1]
    return own !== undefined && other !== undefined && own !== other
      ? `${file}: features do not import one another (${specifier})`
      : undefined
  }
  return packages[room]?.some((pattern) => pattern.test(specifier)) === true
    ? undefined
    : `${file}: ${room} may not use the package ${specifier}`
}

function importsOf(source: string): string[] {
  const found: string[] = []
  for (const match of source.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  )) {
    const specifier = match[1] ?? match[2] ?? match[3]
    if (specifier !== undefined) found.push(specifier)
  }
  return found
}

function sourceFiles(): string[] {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => /\.tsx?$/.test(name))
}

test('every import follows the edges that the tsconfig references draw', () => {
  const edges = readEdges()
  const found = sourceFiles().flatMap((file) =>
    importsOf(readFileSync(path.join(root, 'src', file), 'utf8')).map((specifier) => violation(edges, file, specifier)),
  )
  expect(found.filter((line) => line !== undefined)).toEqual([])
})

test.each([
  ['core/pitch/score-pitch.ts', '#data/database.ts'],
  ['core/target/reply-due.ts', 'node:fs'],
  ['core/target/reply-due.ts', '../../engine/ports.ts'],
  ['renderer/features/today/board.tsx', '#data/write/messages.ts'],
  ['renderer/features/today/board.tsx', '../composer/composer.tsx'],
  ['renderer/features/today/board.tsx', '#engine/ports.ts'],
  ['engine/pull/pull.ts', 'imapflow'],
  ['main/index.ts', '#mailroom/index.ts'],
  ['mailroom/imap/session.ts', '#tools/lab.ts'],
  ['core/model/ids.ts', '#core/model/lane.ts'],
])('a planted violation is caught: %s importing %s', (file, specifier) => {
  expect(violation(readEdges(), file, specifier)).toBeTypeOf('string')
})

test('the import reader sees every form of import', () => {
  const source = `import a from 'one'\nimport { b,\n  c } from "two"\nimport 'three'\nexport { d } from 'four'\nconst e = await import('five')\nimport type { F } from 'six'`
  expect(importsOf(source)).toEqual(['one', 'two', 'three', 'four', 'five', 'six'])
})
