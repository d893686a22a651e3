/** Words for a store that was lost, cannot be opened, or must not be. */
export const recoveryWords = {
  'recovery.title': 'The copy of the mailbox on this computer cannot be opened',
  'recovery.what': 'It was tried three times. Your mail is safe: it is on the mail server.',
  'recovery.full':
    'This computer’s disk is full, and without room the copy cannot be opened. Make room on the disk: Comptoir opens it again by itself. Nothing is lost.',
  'recovery.kept':
    'Kept apart, and not harmed – drafts: {{drafts}}, replies on their way: {{replies}}, decisions about messages: {{verdicts}}.',
  'recovery.counting': 'Looking up what is kept apart…',
  'recovery.next':
    'A new copy is fetched from the server, and what is kept comes back into it. Nothing is deleted on the server. To be on the safe side you can save what is kept as files first.',
  'recovery.renew': 'Start with a new copy',
  'recovery.again': 'Try again',
  'recovery.export': 'Save what is kept as files…',
  'recovery.exported': 'Saved in {{folder}}.',
  'recovery.detail': 'What the system says:',
  'notice.emptied': 'The copy of the mailbox on this computer was damaged and has been started anew.',
  'notice.older': 'The copy of the mailbox on this computer was an older one than the last time.',
  'notice.kept':
    'Kept – drafts: {{drafts}}, replies on their way: {{replies}}, decisions: {{verdicts}}. Mail is fetched again from the server; nothing is sent twice.',
  'notice.dismiss': 'All right',
  'notice.disk-full':
    'This computer’s disk is full. What is on screen stays; what you write or decide now is not kept until there is room. Make room on the disk: the rest goes on by itself.',
  'refused.title': 'Comptoir was not opened',
  'refused.newer-schema':
    'This computer’s Comptoir is older than the one that was used here last ({{version}}). Install that version or a newer one, then start again.',
  'refused.newer-chromium':
    'This Comptoir is built on an older browser than the one that was used here last (Comptoir {{version}}). Install that version or a newer one, then start again.',
  'refused.kept': 'Nothing was changed or deleted: mail, drafts and replies are as you left them.',
} as const
