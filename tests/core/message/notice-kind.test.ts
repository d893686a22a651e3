import { expect, test } from 'vitest'
import { noticeKind, type NoticeKind } from '#core/message/notice-kind.ts'
import { buildMail } from './mail-builder.ts'

test.each<[NoticeKind, Parameters<typeof buildMail>[0]]>([
  ['carrier', { from: { name: 'Colissimo', address: 'noreply@notif-colissimo.example' }, subject: 'Votre colis arrive' }],
  ['marketplace', { from: { name: 'Etsy', address: 'transaction@etsy.com' }, subject: 'You made a sale' }],
  ['order', { from: 'shop@platform.example', subject: 'New order #1042 from Claire' }],
  ['order', { from: 'shop@platform.example', subject: 'Nouvelle commande 1042' }],
  ['receipt', { from: 'billing@host.example', subject: 'Your receipt for May' }],
  ['newsletter', { from: 'news@brand.example', subject: 'Spring is here', headers: { 'List-Unsubscribe': '<mailto:x@brand.example>' } }],
  ['auto-reply', { from: 'claire@post.example', subject: 'Away', headers: { 'Auto-Submitted': 'auto-replied' } }],
  ['calendar', { from: 'cal@host.example', subject: 'Invitation', headers: { 'Content-Type': 'text/calendar; method=REQUEST' } }],
  ['other', { from: 'noreply@host.example', subject: 'Notice' }],
])('a machine’s mail is %s', (kind, given) => {
  expect(noticeKind(buildMail(given), 'automated')).toBe(kind)
})

test('mail of people is no notice, and a bounce is one', () => {
  expect(noticeKind(buildMail({ subject: 'New order' }), 'human')).toBeNull()
  expect(noticeKind(buildMail({}), 'bounce')).toBe('bounce')
})
