export { makeMailbox } from './mailbox/make-mailbox.ts'
