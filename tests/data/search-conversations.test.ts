import { expect, test } from 'vitest'
import { searchConversations } from '#data/read/conversations.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../support/memory-ports.ts'
import { alwaysOpen, folderRow, mailToStore } from '../support/stored-mail.ts'

async function found(query: string): Promise<string[]> {
  const database = memoryDatabase()
  const mails = [
    { uid: 1, subject: 'Théière fêlée', from: 'helene@post.example', text: 'Bonjour, l’anse est cassée. Ma sœur est déçue.' },
    { uid: 2, subject: 'Teapot', from: 'john@post.example', text: 'The handle is broken, order 1042' },
    { uid: 3, subject: 'Order 1042', from: 'helene@post.example', text: 'Where is my teapot?' },
  ]
  await storeMails(database, folderRow(), mails.map(mailToStore), alwaysOpen)
  return (await searchConversations(database, query)).map((row) => row.subject)
}

test.each([
  ['theiere', ['Théière fêlée']],
  ['THÉIÈRE felee', ['Théière fêlée']],
  ['the\u0301ie\u0300re', ['Théière fêlée']],
  ['soeur', ['Théière fêlée']],
  ['sœur', ['Théière fêlée']],
  ['teapot', ['Order 1042', 'Teapot']],
  ['1042 teapot', ['Order 1042', 'Teapot']],
  ['teapot   helene', ['Order 1042']],
  ['handle brok', ['Teapot']],
  ['helene@post.example', ['Order 1042', 'Théière fêlée']],
  ['teapot nothing', []],
  ['', []],
  ['   ', []],
  ['.*', []],
  ['__proto__', []],
])('searching %j finds %j, newest first', async (query, subjects) => {
  expect(await found(query)).toEqual(subjects)
})
