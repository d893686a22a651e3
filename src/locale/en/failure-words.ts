/** Every failure in plain English: what happened, then what was kept and what to do next. */
export const failureWords = {
  'failure.wrong-password.title': 'The server refused the user name or the password.',
  'failure.wrong-password.next':
    'Check both, small letters and capitals too, and try again. Some providers want a password made for apps instead of the usual one.',
  'failure.app-password-needed.title': 'Your provider wants a password made for apps, not your usual one.',
  'failure.app-password-needed.next': 'Make one on the provider’s page, then enter it here in place of the usual password.',
  'failure.provider-sign-in-only.title': 'This provider accepts no password from mail programs.',
  'failure.provider-sign-in-only.next': 'Sign-in with the provider comes later; Comptoir cannot connect to this mailbox yet.',
  'failure.password-missing.title': 'The mailbox’s password is not here yet.',
  'failure.password-missing.next':
    'Enter the password to connect. Until then you can read and write; what you send waits and leaves later.',
  'failure.unknown-host.title': 'No server of this name could be found.',
  'failure.unknown-host.next': 'Check the server’s name for typing mistakes, and that this computer is online.',
  'failure.port-blocked.title': 'The server does not answer on this port.',
  'failure.port-blocked.next':
    'Check the port. A firewall, an antivirus or a guest network may block mail: try another network, or ask your provider.',
  'failure.certificate-expired.title': 'The server’s certificate is not valid today: it has expired, or begins later.',
  'failure.certificate-expired.next':
    'No password was sent to it. Check this computer’s date first; if it is right, the people who run the server must renew the certificate.',
  'failure.certificate-wrong-name.title': 'The server’s certificate belongs to another name.',
  'failure.certificate-wrong-name.next':
    'No password was sent to it. Check the server’s name: your provider may give another one for mail programs.',
  'failure.certificate-untrusted.title': 'Nobody this computer trusts vouches for the server’s certificate.',
  'failure.certificate-untrusted.next':
    'No password was sent to it. Go on only if the server is yours, or your provider confirms the fingerprint.',
  'failure.certificate-changed.title': 'The server shows another certificate than the one you trusted.',
  'failure.certificate-changed.next':
    'No password was sent to it. Ask whoever runs the server whether it was renewed; if not, somebody may be in between.',
  'failure.tls-too-old.title': 'The server’s encryption is too old to be safe.',
  'failure.tls-too-old.next': 'No password was sent to it. Ask your provider for a server that offers TLS 1.2 or newer.',
  'failure.starttls-refused.title': 'The server would not encrypt the connection.',
  'failure.starttls-refused.next':
    'No password was sent to it. Choose “Encrypted from the start (TLS)”, most often port 993 for reading and 465 for sending.',
  'failure.preauth-greeting.title': 'The server claimed that you were logged in before you were.',
  'failure.preauth-greeting.next':
    'The connection was ended and no password was sent. Choose “Encrypted from the start (TLS)”, or ask your provider.',
  'failure.injected-plaintext.title': 'Somebody slipped words into the connection before it was encrypted.',
  'failure.injected-plaintext.next':
    'The connection was ended and no password was sent. Choose “Encrypted from the start (TLS)”, or use another network.',
  'failure.too-many-connections.title': 'The server has too many connections to this mailbox open.',
  'failure.too-many-connections.next': 'Close other mail programs that use it, or wait a few minutes: the password is not the matter.',
  'failure.throttled.title': 'The server asks us to slow down.',
  'failure.throttled.next': 'Nothing is lost. Wait a few minutes before the next try.',
  'failure.unavailable.title': 'The mail server cannot answer just now.',
  'failure.unavailable.next': 'Nothing is lost, and the trouble is on its side. Try again in a few minutes.',
  'failure.over-quota.title': 'The mailbox is full.',
  'failure.over-quota.next': 'Make room on your provider’s page, then try again. Comptoir deletes nothing by itself.',
  'failure.connection-lost.title': 'The connection to the mail server was lost.',
  'failure.connection-lost.next': 'Everything here is kept. Check that this computer is online; what waits leaves once it is.',
  'failure.protocol.title': 'The server gave an answer that Comptoir does not understand.',
  'failure.protocol.next': 'Nothing is lost. Check that server and port are the ones for mail (IMAP and SMTP), then try again.',
  'failure.folder-changed.title': 'The server renumbered a folder.',
  'failure.folder-changed.next': 'Nothing is lost: Comptoir reads the folder again, then this can be tried again.',
  'failure.folder-missing.title': 'A folder is no longer on the server.',
  'failure.folder-missing.next': 'What was copied here is kept. Check on your provider’s page whether it was renamed or removed.',
  'failure.message-gone.title': 'This message is no longer where it was on the server.',
  'failure.message-gone.next': 'What was copied here is kept. It was moved or deleted by another program; it may turn up again shortly.',
  'failure.refused-recipients.title': 'The server refused an address this reply goes to.',
  'failure.refused-recipients.next': 'Your text is kept. Check the addresses, then send it again.',
  'failure.message-refused.title': 'The server refused this reply.',
  'failure.message-refused.next':
    'It was not sent, and your text is kept. Read what the server said, change what it names, then send it again.',
  'failure.unknown-outcome.title': 'The connection broke at the last moment: the reply may have left, or not.',
  'failure.unknown-outcome.next': 'It is kept here and not sent again by itself. Look in Sent first, then decide.',
  'failure.invalid-address.title': 'One of the addresses is not an email address.',
  'failure.invalid-address.next': 'Your text is kept. Correct the address, then send it again.',
  'failure.invalid-arguments.title': 'Something that was filled in cannot be used.',
  'failure.invalid-arguments.next': 'Nothing was changed. Check what you entered, then try again.',
  'failure.disk-full.title': 'This computer’s disk is full.',
  'failure.disk-full.next': 'What was kept so far is safe, newer words are not yet. Make room on the disk, then try again.',
  'failure.blocked-address.title': 'Comptoir does not connect to this address.',
  'failure.blocked-address.next':
    'Nothing was sent. An unencrypted connection is allowed inside this computer only; choose an encrypted one.',
  'failure.too-large.title': 'This is too large.',
  'failure.too-large.next': 'Nothing is lost. Send fewer or smaller files; a very large mail can be opened on your provider’s page.',
  'failure.bug.title': 'Something went wrong inside Comptoir.',
  'failure.bug.next': 'What you typed is kept. Try again; if it happens again, close Comptoir and open it anew.',
} as const
