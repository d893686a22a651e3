/** A small generator of numbers in [0, 1), the same for the same seed (mulberry32). */
export function seededDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const wrappers: readonly (readonly [string, string])[] = [
  ['<svg>', '</svg>'],
  ['<math><mtext>', '</mtext></math>'],
  ['<svg><foreignObject>', '</foreignObject></svg>'],
  ['<math><annotation-xml encoding="text/html">', '</annotation-xml></math>'],
  ['<noscript>', '</noscript>'],
  ['<xmp>', '</xmp>'],
  ['<noembed>', '</noembed>'],
  ['<noframes>', '</noframes>'],
  ['<template>', '</template>'],
  ['<div><template shadowrootmode=open>', '</template></div>'],
  ['<style>', '</style>'],
  ['<title>', '</title>'],
  ['<textarea>', '</textarea>'],
  ['<select><option>', '</option></select>'],
  ['<form><table><form>', '</form></table>'],
  ['<!--', '-->'],
  ['<!--><', '-->'],
  ['<![CDATA[', ']]>'],
  ['<a title="', '">'],
  ['<img alt="`', '`">'],
]
const bits = [
  '<script>top.ran("script")</script>',
  '<img src=x onerror=top.ran("img")>',
  '<svg onload=top.ran("svg")>',
  '<iframe srcdoc="<script>parent.top.ran(\'frame\')</script>"></iframe>',
  '<a href="javascript:top.ran(\'link\')">x</a>',
  '<details open ontoggle=top.ran("toggle")>',
  '<style onload=top.ran("style")></style>',
  '<input autofocus onfocus=top.ran("focus")>',
  '<object data="javascript:top.ran(\'object\')"></object>',
  '<meta http-equiv=refresh content="0;url=javascript:top.ran(\'meta\')">',
  '<base href="javascript:/x/-top.ran(1)//">',
  '</style>',
  '</title>',
  '</svg>',
  '</math>',
  '<mglyph>',
  '<!-- ',
  '-->',
  '"\'>',
  '\0',
  '&#x3c;',
]

/** The same html a little otherwise: cut, doubled, wrapped, re-cased, with something sharp put in or another payload joined. */
export function mutateHtml(html: string, others: readonly string[], dice: () => number): string {
  const pick = <Item>(list: readonly Item[], fallback: Item): Item => list[Math.floor(dice() * list.length)] ?? fallback
  let text = html
  for (let step = 0; step < 1 + Math.floor(dice() * 3); step += 1) {
    const at = Math.floor(dice() * (text.length + 1))
    switch (Math.floor(dice() * 8)) {
      case 0:
        text = text.slice(0, at) + pick(bits, '') + text.slice(at)
        break
      case 1: {
        const [before, after] = pick(wrappers, ['', ''])
        text = before + text + after
        break
      }
      case 2:
        text = text.slice(0, at) + text.slice(at + Math.floor(dice() * 8))
        break
      case 3:
        text = text.slice(0, at) + pick(others, '')
        break
      case 4:
        text = pick(bits, '') + text + pick(bits, '')
        break
      case 5:
        text = text.replaceAll(/<(\/?)([a-z]+)/gi, (_all, slash: string, name: string) => `<${slash}${name.toUpperCase()}`)
        break
      case 6:
        text = text.replaceAll('"', pick(['`', "'", '', '&quot;'], ''))
        break
      default:
        text = `<div>`.repeat(Math.floor(dice() * 600)) + text
    }
  }
  return text
}
