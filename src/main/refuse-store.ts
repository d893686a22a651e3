import { app, BrowserWindow } from 'electron'
import { translator } from '#locale/translate.ts'
import type { StampProblem } from './store-stamp.ts'

/**
 * Says why the profile is not opened, in both languages, and ends the app with the window.
 *
 * The helper's language is a setting inside the very store that is not opened. The page is a fixed text without script.
 */
export function refuseStore(problem: StampProblem, stamp: { readonly app: string }): void {
  const parts = (['fr', 'en'] as const).map((language) => {
    const t = translator(language)
    const text = [t(`refused.${problem}`, { version: stamp.app }), t('refused.kept')]
    return `<section lang="${language}"><h1>${t('refused.title')}</h1>${text.map((line) => `<p>${escape(line)}</p>`).join('')}</section>`
  })
  const style =
    'body{font:16px/1.5 system-ui,sans-serif;margin:32px;color:#222;background:#fff}h1{font-size:20px}section+section{margin-top:28px}'
  const page = `<!doctype html><meta charset="utf-8"><title>Comptoir</title><style>${style}</style>${parts.join('')}`
  const window = new BrowserWindow({
    width: 620,
    height: 460,
    title: 'Comptoir',
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, partition: 'refusal' },
  })
  window.on('closed', () => {
    app.quit()
  })
  void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`)
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
