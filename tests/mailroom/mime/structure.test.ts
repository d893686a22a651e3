import type { MessageStructureObject } from 'imapflow'
import { expect, test } from 'vitest'
import { readStructure } from '#mailroom/mime/structure.ts'

type Node = Partial<MessageStructureObject> & { type: string }
const read = (root: Node) => readStructure(root)

test('a plain mail is one text', () => {
  expect(read({ type: 'text/plain', encoding: 'QUOTED-PRINTABLE', parameters: { charset: 'iso-8859-1' }, size: 12 })).toEqual({
    texts: [{ part: '1', kind: 'plain', encoding: 'quoted-printable', charset: 'iso-8859-1', size: 12 }],
    attachments: [],
  })
})

test('of an alternative both texts are read; files beside it are listed with their decoded size', () => {
  const outline = read({
    type: 'multipart/mixed',
    childNodes: [
      {
        type: 'multipart/alternative',
        part: '1',
        childNodes: [
          { type: 'text/plain', part: '1.1' },
          { type: 'text/html', part: '1.2' },
        ],
      },
      {
        type: 'application/pdf',
        part: '2',
        encoding: 'BASE64',
        size: 78 * 100,
        disposition: 'attachment',
        dispositionParameters: { filename: 'facture.pdf' },
      },
      { type: 'image/png', part: '3', id: '<logo@x>', size: 5, parameters: { name: 'logo.png' } },
    ] as never,
  })
  expect(outline.texts.map(({ part, kind }) => [part, kind])).toEqual([
    ['1.1', 'plain'],
    ['1.2', 'html'],
  ])
  expect(outline.attachments).toEqual([
    { name: 'facture.pdf', type: 'application/pdf', size: 5_700, part: '2', contentId: '', inline: false },
    { name: 'logo.png', type: 'image/png', size: 5, part: '3', contentId: 'logo@x', inline: true },
  ])
})

test.each([
  [{ type: 'text/plain', part: '2', disposition: 'attachment' }, 'attachment.plain'],
  [{ type: 'text/html', part: '2', disposition: 'inline', dispositionParameters: { filename: 'page.html' } }, 'page.html'],
  [{ type: 'message/rfc822', part: '2', childNodes: [{ type: 'text/plain', part: '2.1' }] }, 'message.eml'],
  [{ type: 'application/octet-stream', part: '2' }, 'attachment.octet-stream'],
] as const)('%j is an attachment called %s, never text to read', (node, name) => {
  expect(read(node as never)).toMatchObject({ texts: [], attachments: [{ name, part: '2' }] })
})

test('nesting and parts without end come to an end', () => {
  let deep: Node = { type: 'text/plain', part: '1' }
  for (let level = 0; level < 5_000; level += 1) deep = { type: 'multipart/mixed', childNodes: [deep] as never }
  expect(read(deep)).toEqual({ texts: [], attachments: [], isCut: true })
  const wide = read({
    type: 'multipart/mixed',
    childNodes: Array.from({ length: 9_000 }, () => ({ type: 'text/plain', part: '1' })),
  })
  expect(wide.texts.length).toBeLessThan(600)
  expect(wide.isCut).toBe(true)
})
