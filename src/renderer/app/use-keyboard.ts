import { useEffect, useRef } from 'react'
import { select, useCounter } from '../store/store.ts'
import { userCommands, type UserCommand } from '../store/user-commands.ts'
import { onDesktopEvent } from './desktop.ts'
import { useSelected } from './use-selected.ts'

const sequenceMs = 1200

/** Single keys for everything, outside text fields; `g` waits for its second key. Menu entries arrive here too. */
export function useKeyboard(): void {
  const selected = useSelected()
  const latest = useRef(selected)
  const waiting = useRef<{ commands: readonly UserCommand[]; id: string } | null>(null)
  useEffect(() => {
    latest.current = selected
    // A key pressed before its conversation had been read acts as soon as it has.
    const held = waiting.current
    if (held === null || selected === null || selected.row.id !== held.id) return
    waiting.current = null
    held.commands.find((command) => command.enabled(selected))?.perform(selected)
  })
  useEffect(() => {
    let prefix: { key: string; at: number } | null = null
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (
        event.target instanceof HTMLElement &&
        event.target.closest(
          'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]',
        ) !== null
      )
        return
      if (event.key === 'Escape') {
        select(null)
        return
      }
      const pressed = prefix !== null && Date.now() - prefix.at < sequenceMs ? [prefix.key, event.key] : [event.key]
      prefix = null
      const commands = userCommands.filter(
        ({ keys }) => keys.length === pressed.length && keys.every((key, index) => key === pressed[index]),
      )
      const command = commands.find((each) => each.enabled(latest.current)) ?? commands[0]
      if (command !== undefined) {
        // Enter on a focused button presses that button.
        if (event.key === 'Enter' && event.target instanceof HTMLButtonElement && !event.target.classList.contains('row')) return
        event.preventDefault()
        const { selectedId } = useCounter.getState()
        const isRead = selectedId === null || latest.current?.row.id === selectedId
        if (command.group === 'conversation' && !isRead && !command.enabled(null)) waiting.current = { commands, id: selectedId }
        else if (command.enabled(latest.current)) command.perform(latest.current)
      } else if (userCommands.some(({ keys }) => keys.length === 2 && keys[0] === event.key)) {
        prefix = { key: event.key, at: Date.now() }
      }
    }
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('keydown', press)
    }
  }, [])
  useEffect(() => {
    onDesktopEvent('menuCommand', ({ id }) => {
      if (useCounter.getState().boot?.account == null) return
      const command = userCommands.find((known) => known.id === id)
      if (command?.enabled(latest.current) === true) command.perform(latest.current)
    })
  }, [])
}
