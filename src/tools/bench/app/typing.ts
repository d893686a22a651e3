import { setTimeout as delay } from 'node:timers/promises'
import type { BenchApp } from './bench-app.ts'

declare const window: Window & { comptoirKeys: (() => number[]) | undefined }

const betweenKeysMs = 250

/**
 * Types words into the search box of the window, and tells for each key how long it took until the results stood on screen:
 * up to the frame after the last change that the key made in the list. Keys that changed nothing are left out.
 */
export async function typeAndWatch({ page }: BenchApp, words: readonly string[]): Promise<number[]> {
  await page.evaluate(() => {
    if (window.comptoirKeys !== undefined) return
    const paints: number[] = []
    let key: { at: number; changedAt: number | null; paintedAt: number | null } | null = null
    const settle = (): void => {
      if (key !== null && key.paintedAt !== null) paints.push(key.paintedAt - key.at)
      key = null
    }
    document.addEventListener(
      'input',
      (event) => {
        settle()
        // Emptying the box is no question.
        if (event.target instanceof HTMLInputElement && event.target.value !== '')
          key = { at: event.timeStamp, changedAt: null, paintedAt: null }
      },
      { capture: true },
    )
    new MutationObserver(() => {
      const changed = key
      if (changed === null) return
      const at = performance.now()
      changed.changedAt = at
      // The frame that shows the change ends when the next task after its callbacks begins.
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => {
          if (changed.changedAt === at) changed.paintedAt = performance.now()
        })
        channel.port1.start()
        channel.port2.postMessage(null)
      })
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    window.comptoirKeys = () => {
      settle()
      return paints.splice(0)
    }
  })
  const box = page.locator('input[type="search"]').first()
  await box.click()
  for (const word of words) {
    await box.fill('')
    await delay(betweenKeysMs)
    await page.keyboard.type(word, { delay: betweenKeysMs })
    await delay(betweenKeysMs)
  }
  return await page.evaluate(() => window.comptoirKeys?.() ?? [])
}
