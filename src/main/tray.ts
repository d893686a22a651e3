import { Menu, Tray, nativeImage } from 'electron'
import { translator } from '#locale/translate.ts'
import { appFile } from './places.ts'
import type { Language } from '#contract/shop.ts'

/** The small icon that stays when the window is hidden; on desktops without a tray it is simply not there. */
export class ShopTray {
  #tray: Tray | null = null
  #language: Language = 'en'
  #dueCount = 0
  readonly #actions: { readonly show: () => void; readonly quit: () => void }

  constructor(actions: { show: () => void; quit: () => void }) {
    this.#actions = actions
  }

  show(language: Language): void {
    this.#language = language
    if (this.#tray === null) {
      const image = nativeImage.createFromPath(appFile('resources', 'tray.png'))
      if (image.isEmpty()) return
      this.#tray = new Tray(image)
      this.#tray.on('click', this.#actions.show)
    }
    this.#render()
  }

  setDueCount(count: number): void {
    this.#dueCount = count
    this.#render()
  }

  #render(): void {
    const t = translator(this.#language)
    this.#tray?.setToolTip(t('tray.due', { count: this.#dueCount }))
    this.#tray?.setContextMenu(
      Menu.buildFromTemplate([
        { label: t('tray.show'), click: this.#actions.show },
        { label: t('menu.quit'), click: this.#actions.quit },
      ]),
    )
  }
}
