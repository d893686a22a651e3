import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { visibleText } from '#core/pitch/visible-text.ts'

test.each([
  ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
  ['<div>One</div><div>Two<br>Three</div>', 'One\nTwo\nThree'],
  ['<ul><li>One<li>Two</ul>', '- One\n- Two'],
  ['<table><tr><td>One</td><td>Two</td></tr><tr><td>Three</td></tr></table>', 'One Two\nThree'],
  ['  <b>a </b> b \n c', 'a b c'],
  ['Caf&eacute; &amp; th&#233; &#x20AC;5 &nope; &lt;b&gt;', 'Café & thé €5 &nope; <b>'],
  ['<blockquote>Old</blockquote>New', '> Old\n\nNew'],
  ['<pre>a\n  b</pre>', 'a\n  b'],
  ['1 < 2 and <3', '1 < 2 and <3'],
  ['<style>p{color:red}</style><script>x()</script><title>t</title>Hi', 'Hi'],
  ['a<!-- b --><!--[if mso]>c<![endif]-->d', 'ad'],
  ['<a title="x > y" href="#">link</a>', 'link'],
])('reads %s', (html, text) => {
  expect(visibleText(html).text).toBe(text)
})

test.each([
  '<div style="display:none">secret</div>',
  '<div style="DISPLAY : none !important">secret</div>',
  '<div style="display&#58;none">secret</div>',
  '<div style="visibility:hidden">secret</div>',
  '<span style="font-size:0">secret</span>',
  '<span style="font-size:1px;line-height:1px">secret</span>',
  '<span style="opacity:0">secret</span>',
  '<font color="#ffffff">secret</font>',
  '<span style="color:white">secret</span>',
  '<span style="color:#fefefe">secret</span>',
  '<div style="background-color:#222;color:#222">secret</div>',
  '<td bgcolor="#003366"><font color="#003366">secret</font></td>',
  '<span style="color:rgba(0,0,0,0)">secret</span>',
  '<div style="height:0;overflow:hidden">secret</div>',
  '<div style="max-height:0px;overflow:hidden">secret</div>',
  '<div style="mso-hide:all">secret</div>',
  '<div style="text-indent:-9999px">secret</div>',
  '<div style="position:absolute;left:-5000px">secret</div>',
  '<div hidden>secret</div>',
  '<style>.x{display:none}</style><p class="a x">secret</p>',
  '<style>#y{font-size:0}</style><p id="y">secret</p>',
  '<div style="display:none"><div>a</div>secret</div>',
  '<div style="display:none"/>secret</div>',
])('leaves out what no reader sees: %s', (html) => {
  const page = visibleText(`<p>before</p>${html}<p>after</p>`)
  expect(page.text).not.toContain('secret')
  expect(page.text).toContain('before')
  expect(page.text).toContain('after')
  expect(page.hiddenLength).toBeGreaterThanOrEqual(6)
})

test.each([
  '<td style="font-size:0"><div style="font-size:14px">shown</div></td>',
  '<div style="visibility:hidden"><p style="visibility:visible">shown</p></div>',
  '<td bgcolor="#003366"><font color="white">shown</font></td>',
  '<td style="background:url(x.png)"><span style="color:#fff">shown</span></td>',
  '<div style="background:#000;color:#fff">shown</div>',
  '<style>@media (max-width:600px){.x{display:none}}</style><p class="x">shown</p>',
  '<p style="display:none">a<p>shown</p>',
  '<img hidden><p>shown</p>',
])('keeps what a reader sees: %s', (html) => {
  expect(visibleText(html).text).toContain('shown')
})

test('tells links, pictures and tracking pixels', () => {
  const page = visibleText(
    '<a href="https://x.example/?a=1&amp;b=2">x</a><a href="mailto:a@b.c">y</a><img src="p.png"><img src="t.gif" width="1" height="1">',
  )
  expect(page).toMatchObject({ links: ['https://x.example/?a=1&b=2'], images: 2, pixels: 1 })
})

test.each([
  ['open tags', '<b>'.repeat(300_000)],
  ['open and foreign close tags', '<b>'.repeat(150_000) + '</i>'.repeat(150_000)],
  ['quotes never closed', '<a title="'.repeat(100_000)],
  ['less-than signs', '<'.repeat(1_000_000)],
  ['ampersands', '&'.repeat(1_000_000)],
  ['blockquotes', '<blockquote>x'.repeat(50_000)],
  ['one tag with many attributes', `<a ${'style="color:red" '.repeat(60_000)}>`],
  ['style sheets', `<style>${'.a{'.repeat(200_000)}</style>`],
  ['comments never closed', '<!--'.repeat(250_000)],
  ['scripts never closed', '<script>'.repeat(100_000)],
])('comes back from hostile HTML: %s', (_, html) => {
  expect(typeof visibleText(html).text).toBe('string')
})

test('any text survives being written as HTML', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-zé<>&"']{1,12}$/u), { minLength: 1, maxLength: 20 }), (words) => {
      const text = words.join(' ')
      const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
      expect(visibleText(`<p>${html}</p>`).text).toBe(text)
    }),
  )
})
