import { expect, test } from 'vitest'
import { hash53, linkHashes } from '#core/conversation/link-hash.ts'
import { threadLinks } from '#core/conversation/thread-links.ts'
import { messageOf } from '../target/message-builder.ts'

const none = { isBareReply: false, receivedAt: 0, subjectKey: '', threadIds: [] }

// The store keeps these numbers: another function would find nothing in it any more.
test.each([
  ['', 8_054_770_948_152_773],
  ['a', 3_422_972_501_829_932],
  ['id ask-1@post.example', 2_611_251_863_152_995],
  ['subject my order 1042\nclaire@post.example', 5_628_206_322_043_046],
  ['id théière@post.example', 8_598_006_223_048_951],
] as const)('%j has the number it had when stores were first written', (text, hash) => {
  expect(hash53(text)).toBe(hash)
})

test('every number is whole, not negative, and exact in a double', () => {
  for (let index = 0; index < 2_000; index += 1) {
    const hash = hash53(`${index}\uffff${'x'.repeat(index % 40)}`)
    expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true)
  }
})

test('two hundred thousand ids of a mailbox have as many numbers', () => {
  const hashes = new Set<number>()
  for (let index = 0; index < 100_000; index += 1) {
    hashes.add(hash53(`id ${index}@post.example`))
    // Ids of mail programs: equal but for a digit in the middle.
    hashes.add(hash53(`id 20260302.${String(index).padStart(6, '0')}.mail@relay-7.provider.example`))
  }
  expect(hashes.size).toBe(200_000)
})

test('the two ends of an id weigh the same: turned round it is another', () => {
  expect(hash53('ab@cd')).not.toBe(hash53('dc@ba'))
})

test('an id and a subject that read the same are found apart', () => {
  const [id] = linkHashes({ ...none, threadIds: ['order 1042'] })
  const [subject] = linkHashes({ ...none, subjectKey: 'order 1042' })
  expect(id).not.toBe(subject)
})

test('a message is found by each of its ids and by its subject, where that says enough', () => {
  const message = messageOf({ key: 'k', at: 1, from: 'anna@mail.example', to: ['hey@shop.example'] })
  const links = threadLinks({ ...message, inReplyTo: 'a@b', references: ['a@b', 'c@d'] })
  expect(linkHashes(links)).toHaveLength(4)
  expect(linkHashes(threadLinks({ ...message, subject: 'Hi' }))).toHaveLength(1)
})
