import { parentPort } from 'node:worker_threads'
import { decodeMail } from './decode-mail.ts'
import type { MimeAnswer, MimeRequest } from './mime-messages.ts'

// A thread of its own: it gets bytes and gives rows, knows no server and no credential, and may be ended at any time.
const port = parentPort
if (port !== null) {
  const post = (answer: MimeAnswer): void => {
    port.postMessage(answer)
  }
  const answer = async (id: number, source: Uint8Array): Promise<void> => {
    post({ id, result: await decodeMail(source) })
  }
  port.on('message', ({ id, source }: MimeRequest) => {
    void answer(id, source)
  })
  post({ ready: true })
}
