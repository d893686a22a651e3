import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Account } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import type { Settings } from '#contract/shop.ts'
import { runCommand } from '../../store/commands.ts'
import { useSettings } from '../../store/live.ts'
import { useCounter } from '../../store/store.ts'
import { countryOptions, guessCountry, timeZones } from '../../ui/places.ts'
import { useWords } from '../../ui/use-words.ts'
import { FailureNote } from './failure-note.tsx'

/** Who answers, and where the shop is: enough for the first targets and greetings; the rest is in the settings. */
export function ShopStep({ account }: { account: Account }) {
  const { settings, loaded } = useSettings()
  // What was set before a mailbox was disconnected must not be replaced by blanks.
  return loaded ? <ShopForm account={account} settings={settings} /> : null
}

function ShopForm({ account, settings }: { account: Account; settings: Settings }) {
  const t = useWords()
  const [helperName, setHelperName] = useState(settings.helperName)
  const [shopName, setShopName] = useState(settings.shopName)
  const [timeZone, setTimeZone] = useState(settings.shopHours.timeZone)
  const [country, setCountry] = useState<string | null>(settings.shopHours.country ?? guessCountry(navigator.languages, timeZone))
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isBusy, setBusy] = useState(false)
  const finish = async (): Promise<void> => {
    setBusy(true)
    setFailure(null)
    const { country: _, ...hours } = settings.shopHours
    const shopHours = { ...hours, timeZone, ...(country === null ? {} : { country }) }
    const saved = await runCommand({
      kind: 'save-settings',
      settings: { helperName: helperName.trim(), shopName: shopName.trim(), shopHours },
    })
    setBusy(false)
    if (!saved.ok) {
      setFailure(saved.failure)
      return
    }
    const { boot } = useCounter.getState()
    if (boot !== null) useCounter.setState({ boot: { ...boot, account, hasPassword: true }, needsPassword: false })
    void runCommand({ kind: 'use-account', account })
  }
  return (
    <form
      className="welcome-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void finish()
      }}
    >
      <Stack gap="md">
        <div>
          <p className="welcome-note-line" role="status">
            {t('your-shop.connected', { address: account.address })}
          </p>
          <h2 className="welcome-step">{t('your-shop.title')}</h2>
        </div>
        <TextInput
          label={t('your-shop.helper')}
          description={t('your-shop.helper-hint')}
          autoComplete="given-name"
          autoFocus
          maxLength={100}
          value={helperName}
          onChange={(event) => setHelperName(event.currentTarget.value)}
        />
        <TextInput
          label={t('your-shop.name')}
          autoComplete="organization"
          maxLength={200}
          value={shopName}
          onChange={(event) => setShopName(event.currentTarget.value)}
        />
        <Select
          label={t('your-shop.time-zone')}
          description={t('your-shop.time-zone-hint')}
          data={timeZones(timeZone)}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('your-shop.nothing-found')}
          value={timeZone}
          onChange={(value) => {
            if (value !== null) setTimeZone(value)
          }}
        />
        <Select
          label={t('your-shop.country')}
          description={t('your-shop.country-hint')}
          data={countryOptions(settings.language, country)}
          searchable
          clearable
          nothingFoundMessage={t('your-shop.nothing-found')}
          value={country}
          onChange={setCountry}
        />
        {failure === null ? null : <FailureNote failure={failure} />}
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy}>
            {t('your-shop.done')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
