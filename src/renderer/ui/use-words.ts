import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Translate } from '#locale/translate.ts'

/** Words in the helper's language; keys are typed. */
export function useWords(): Translate {
  const { t } = useTranslation()
  return useCallback((key, params) => t(key as never, { ...params }), [t])
}
