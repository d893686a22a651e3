import { letter } from '../letters.ts'

/** A hostile mail, made when it is needed: some have 100 MB. */
export type HostileMail = { readonly subject: string; readonly source: () => Buffer }

const mebibyte = 1024 * 1024

function head(subject: string, more: readonly string[] = []): string {
  return [
    'From: Sender <sender@evil.example>',
    'To: hey@shop.example',
    `Subject: ${subject}`,
    `Message-ID: <${subject.replace(/\W+/gu, '-')}@evil.example>`,
    'Date: Mon, 2 Mar 2026 10:00:00 +0100',
    'MIME-Version: 1.0',
    ...more,
    '',
  ].join('\r\n')
}

/** Multipart in multipart, as deep as asked for, a text at the bottom. */
export function nestedMultiparts(depth: number): HostileMail {
  const subject = `${depth} multiparts in one another`
  return {
    subject,
    source: () => {
      const open = Array.from({ length: depth }, (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n`)
      return Buffer.from(`${head(subject)}${open.join('')}Content-Type: text/plain\r\n\r\nat the bottom\r\n`)
    },
  }
}

/** One multipart with very many tiny parts. */
export function siblingParts(count: number): HostileMail {
  const subject = `${count} parts beside one another`
  return {
    subject,
    source: () =>
      Buffer.from(`${head(subject, ['Content-Type: multipart/mixed; boundary=b'])}\r\n${'--b\r\n\r\nx\r\n'.repeat(count)}--b--\r\n`),
  }
}

/** A mail in a mail in a mail. */
export function mailsInMails(depth: number): HostileMail {
  const subject = `${depth} mails in one another`
  return {
    subject,
    source: () =>
      Buffer.from(
        `${head(subject)}${'Content-Type: message/rfc822\r\n\r\nSubject: inner\r\n'.repeat(depth)}Content-Type: text/plain\r\n\r\ninnermost\r\n`,
      ),
  }
}

/** One header field of so many MiB, folded or in one line. */
export function hugeHeader(mebibytes: number, isFolded: boolean): HostileMail {
  const subject = `a header of ${mebibytes} MiB${isFolded ? ', folded' : ''}`
  return {
    subject,
    source: () => {
      const value = isFolded ? `${'x'.repeat(76)}\r\n `.repeat((mebibytes * mebibyte) / 79) : 'x'.repeat(mebibytes * mebibyte)
      return Buffer.from(`${head(subject, [`X-Huge: ${value}`])}\r\nbelow the header\r\n`)
    },
  }
}

/** So many header fields of two kinds of name: their own, and the ones that objects have already. */
export function manyHeaders(count: number): HostileMail {
  const subject = `${count} headers`
  return {
    subject,
    source: () => {
      const lines = Array.from({ length: count }, (_, index) => `X-${index}: ${index}`)
      return Buffer.from(`${head(subject, [...lines, 'X-Last: last'])}\r\nbelow the headers\r\n`)
    },
  }
}

/** A References field with so many ids. */
export function manyReferences(count: number): HostileMail {
  const subject = `${count} references`
  return {
    subject,
    source: () => {
      const ids = Array.from({ length: count }, (_, index) => `<r${index}@evil.example>`).join('\r\n ')
      return Buffer.from(`${head(subject, [`References: ${ids}`])}\r\nbelow the references\r\n`)
    },
  }
}

/** A To field with so many people. */
export function manyPeople(count: number): HostileMail {
  const subject = `${count} people`
  return {
    subject,
    source: () => {
      const people = Array.from({ length: count }, (_, index) => `"Person ${index}" <p${index}@crowd.example>`).join(',\r\n ')
      return Buffer.from(`${head(subject, [`Cc: ${people}`])}\r\nbelow the people\r\n`)
    },
  }
}

/** One line of text, so many MiB long. */
export function oneLongLine(mebibytes: number): HostileMail {
  const subject = `one line of ${mebibytes} MiB`
  return {
    subject,
    source: () =>
      Buffer.from(`${head(subject, ['Content-Type: text/plain; charset=utf-8'])}\r\n${'long '.repeat((mebibytes * mebibyte) / 5)}\r\n`),
  }
}

/** Files of 25 MB in base64, so many of them. */
export function heavyFiles(count: number): HostileMail {
  const subject = `${count} files of 25 MB`
  return {
    subject,
    source: () => {
      const line = `${'QUJD'.repeat(19)}\r\n`
      const content = line.repeat(Math.ceil(25_000_000 / 57))
      const part = (index: number): string =>
        `--b\r\nContent-Type: application/octet-stream; name="f${index}.bin"\r\nContent-Disposition: attachment; filename="f${index}.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content}`
      return Buffer.concat([
        Buffer.from(
          `${head(subject, ['Content-Type: multipart/mixed; boundary=b'])}\r\n--b\r\nContent-Type: text/plain\r\n\r\nbeside the files\r\n`,
        ),
        ...Array.from({ length: count }, (_, index) => Buffer.from(part(index))),
        Buffer.from('--b--\r\n'),
      ])
    },
  }
}

/** An honest mail, to stand before and after a hostile one. */
export function honestMail(subject: string): HostileMail {
  return {
    subject,
    source: () =>
      Buffer.from(
        letter({
          from: 'Claire Morel <claire@post.example>',
          subject,
          text: `The text of ${subject}.`,
          messageId: `${subject.replace(/\W+/gu, '-')}@post.example`,
        }),
      ),
  }
}

/** Parts with names of a thousand characters: few enough for a server to list, and a list of many MiB. */
export function longNamedParts(count: number): HostileMail {
  const subject = `${count} parts with long names`
  return {
    subject,
    source: () => {
      const part = (index: number): string => `--b\r\nContent-Type: application/pdf; name="${'n'.repeat(900)}${index}.pdf"\r\n\r\nx\r\n`
      const parts = Array.from({ length: count }, (_, index) => part(index)).join('')
      return Buffer.from(
        `${head(subject, ['Content-Type: multipart/mixed; boundary=b'])}\r\n--b\r\nContent-Type: text/plain\r\n\r\nbeside the parts\r\n${parts}--b--\r\n`,
      )
    },
  }
}
