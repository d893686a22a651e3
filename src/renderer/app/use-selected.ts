import { useConversation, type ListedConversation } from '../store/live.ts'
import { useCounter } from '../store/store.ts'

/** The conversation that keys and palette act on. */
export function useSelected(): ListedConversation | null {
  const selectedId = useCounter((state) => state.selectedId)
  return useConversation(selectedId)?.listed ?? null
}
