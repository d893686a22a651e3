const officeStyle = [
  'p.MsoNormal, li.MsoNormal, div.MsoNormal',
  'a:link, span.MsoHyperlink',
  'a:visited, span.MsoHyperlinkFollowed',
  'p.MsoListParagraph',
  'span.EmailStyle17',
  '.MsoChpDefault',
  'div.WordSection1',
]
  .map(
    (names) =>
      `${names}\n\t{mso-style-priority:99;margin-top:0cm;margin-right:0cm;margin-bottom:0cm;margin-left:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;mso-fareast-language:EN-US;color:windowtext;text-decoration:none;}\n`,
  )
  .join('')

/** A letter as mail programs mark it up: some with a word processor's styles, some with a span a line. `earlier` is quoted below. */
export function letterHtml(text: string, { isOffice, earlier }: { isOffice: boolean; earlier: string }): string {
  const paragraphs = escape(text).split('\n\n')
  const quoted =
    earlier === ''
      ? ''
      : `<div class="gmail_quote"><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${earlier}</blockquote></div>`
  if (isOffice) {
    const marked = paragraphs.map(
      (each) =>
        `<p class="MsoNormal"><span style="mso-fareast-language:EN-US">${each.replaceAll('\n', ' ')}<o:p></o:p></span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>`,
    )
    return `<style><!--\n${officeStyle}--></style><div class="WordSection1">${marked.join('')}</div>${quoted}`
  }
  const marked = paragraphs.map(
    (each) =>
      `<div dir="ltr"><span style="color:rgb(34,34,34);font-family:Arial,Helvetica,sans-serif">${each.replaceAll('\n', '<br>')}</span></div><div><br></div>`,
  )
  return marked.join('') + quoted
}

/** Tables, inline styles and tracking links, as shops' notices and newsletters have them. */
export function richHtml(blocks: readonly string[]): string {
  const cells = blocks.map(
    (each, index) =>
      `<tr><td align="left" valign="top" style="padding:16px 24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#333333"><img src="https://cdn.brand.example/i/${index}.jpg" width="552" height="280" alt="" style="display:block;border:0;outline:none;text-decoration:none"><p style="margin:0 0 16px">${escape(each)}</p><a href="https://click.brand.example/t/${index}c0ffee${index * 7919}?u=d15ea5e${index * 104_729}" style="display:inline-block;background:#222222;color:#ffffff;padding:12px 24px;text-decoration:none;border-radius:4px">More</a></td></tr>`,
  )
  return `<!DOCTYPE html><html><head><style>body{margin:0;padding:0;background:#f4f4f4}table{border-collapse:collapse}@media(max-width:600px){.col{width:100%!important;display:block}}</style></head><body><table role="presentation" width="600" cellpadding="0" cellspacing="0">${cells.join('')}</table></body></html>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
