import { useConversation, type OpenConversation } from '../store/live.ts'
import { useCounter } from '../store/store.ts'

/** The conversation that keys and palette act on. */
export function useSelected(): OpenConversation | null {
  const selectedId = useCounter((state) => state.selectedId)
  return useConversation(selectedId)?.listed ?? null
}
