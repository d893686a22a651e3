import { Menu, type MenuItemConstructorOptions } from 'electron'
import { translator } from '#locale/translate.ts'
import type { Language } from '#contract/shop.ts'

/** Sets the application menu in `language`; entries of ours send their user command's id to the page. */
export function showMenu(language: Language, send: (commandId: string) => void): void {
  const t = translator(language)
  const entry = (id: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      send(id)
    },
  })
  const mac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: t('menu.file'),
      submenu: [
        entry('sync-now', t('command.sync-now'), 'CmdOrCtrl+Shift+R'),
        entry('go-settings', t('command.go-settings'), 'CmdOrCtrl+,'),
        { type: 'separator' },
        mac ? { role: 'close', label: t('menu.close') } : { role: 'quit', label: t('menu.quit'), accelerator: 'CmdOrCtrl+Q' },
      ],
    },
    {
      label: t('menu.edit'),
      submenu: [
        { role: 'undo', label: t('menu.undo') },
        { role: 'redo', label: t('menu.redo') },
        { type: 'separator' },
        { role: 'cut', label: t('menu.cut') },
        { role: 'copy', label: t('menu.copy') },
        { role: 'paste', label: t('menu.paste') },
        { role: 'selectAll', label: t('menu.select-all') },
      ],
    },
    {
      label: t('menu.go'),
      submenu: [
        entry('go-today', t('command.go-today'), 'CmdOrCtrl+1'),
        entry('go-unsure', t('command.go-unsure'), 'CmdOrCtrl+2'),
        entry('go-pitches', t('command.go-pitches'), 'CmdOrCtrl+3'),
        entry('search', t('command.search'), 'CmdOrCtrl+F'),
      ],
    },
    {
      label: t('menu.view'),
      submenu: [
        { role: 'zoomIn', label: t('menu.zoom-in') },
        { role: 'zoomOut', label: t('menu.zoom-out') },
        { role: 'resetZoom', label: t('menu.reset-zoom') },
        { type: 'separator' },
        { role: 'togglefullscreen', label: t('menu.full-screen') },
      ],
    },
    { role: 'windowMenu', label: t('menu.window') },
    { role: 'help', label: t('menu.help'), submenu: [entry('show-keys', t('command.show-keys'))] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
