import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { desktop } from './app/desktop.ts'
import { startShop } from './app/start-shop.ts'
import { readFirst } from './store/live.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const boot = await desktop.boot({})
if (boot.ok) {
  startShop(boot.value)
  await readFirst()
  createRoot(root).render(<App />)
} else {
  root.textContent = `Comptoir could not start: ${boot.failure.detail}`
}
