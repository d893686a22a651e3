const longestNameBytes = 200
const encoder = globalThis as unknown as { TextEncoder: new () => { encode: (text: string) => Uint8Array } }

/** Kinds that can run, or open something that runs, on some system: saved only after a warning, never opened by us. */
const riskyEndings = new Set(
  (
    'exe com scr pif cpl msi msix msp appx bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta chm hlp reg inf scf url lnk library-ms search-ms ' +
    'msc gadget application appref-ms jar jnlp sh bash zsh csh run command terminal workflow desktop app dmg pkg deb rpm appimage apk py pl rb ' +
    'html htm xhtml xht shtml mht mhtml svg svgz xml xsl swf iso img vhd vhdx docm dotm xlsm xltm xlam xll pptm potm ppam ppsm sldm one onepkg ' +
    'iqy slk diagcab theme settingcontent-ms webloc website'
  ).split(' '),
)

/**
 * A file name with no path, no control or direction-changing characters, no reserved name; never empty, and short
 * enough for file systems that count 255 bytes. A name too long keeps its ending. What is shown is what is saved.
 */
export function safeFileName(name: string): string {
  const last =
    name
      .slice(-8192)
      .split(/[\\/]/u)
      .findLast((part) => part !== '') ?? ''
  const plain = Array.from(last.normalize('NFC')).filter((character) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/|?*]/u.test(character))
  let bytes = plain.reduce((sum, character) => sum + bytesOf(character), 0)
  let start = 0
  for (; bytes > longestNameBytes; start += 1) bytes -= bytesOf(plain[start] ?? '')
  const kept = plain
    .slice(start)
    .join('')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/gu, '')
  return kept === '' || /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$) *(\.|$)/iu.test(kept) ? `attachment-${kept}` : kept
}

/** What a system goes by when a file is opened: the part of its saved name after the last dot, in lower case; empty without one. */
export function fileEnding(name: string): string {
  const safe = safeFileName(name)
  const dot = safe.lastIndexOf('.')
  return dot < 1 ? '' : safe.slice(dot + 1).toLowerCase()
}

/** Whether a file of this name can run something when it is opened. */
export function isRiskyFile(name: string): boolean {
  return riskyEndings.has(fileEnding(name).trim())
}

function bytesOf(text: string): number {
  return new encoder.TextEncoder().encode(text).length
}
