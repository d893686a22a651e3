import { readFileSync } from 'node:fs'
import type { Account, Credentials } from '#contract/account.ts'
import { officeWeek, parseSetup, type SettingsChange } from '#contract/shop.ts'

/** What COMPTOIR_SETUP gives: an account, its secrets, and the first settings. */
export type SetupContent = { readonly account: Account; readonly credentials: Credentials; readonly firstSettings: SettingsChange }

/** Reads the file that COMPTOIR_SETUP names; null where none is named, words where it cannot be used. */
export function readSetup(): { readonly content: SetupContent | null; readonly problem: string | null } {
  const file = process.env['COMPTOIR_SETUP']
  if (file === undefined || file === '') return { content: null, problem: null }
  try {
    const parsed = parseSetup(readFileSync(file, 'utf8'))
    if ('problem' in parsed) return { content: null, problem: `${file}\n${parsed.problem}` }
    const { helper, shop } = parsed.setup
    const { password, smtp, ...rest } = parsed.setup.account
    const { password: smtpPassword, ...smtpServer } = smtp
    const { name, language, timeZone, country, region, hours, closings, exceptions, holidays } = shop
    return {
      content: {
        account: { ...rest, smtp: smtpServer },
        credentials: { password, ...(smtpPassword === undefined ? {} : { smtpPassword }) },
        firstSettings: {
          helperName: helper.name,
          shopName: name,
          ...(language === undefined ? {} : { language }),
          shopHours: {
            timeZone,
            hours: hours ?? officeWeek,
            ...(country === undefined ? {} : { country }),
            ...(region === undefined ? {} : { region }),
            ...(closings === undefined ? {} : { closings }),
            ...(exceptions === undefined ? {} : { exceptions }),
            ...(holidays === undefined ? {} : { holidays }),
          },
        },
      },
      problem: null,
    }
  } catch (error) {
    return { content: null, problem: `${file}\n${error instanceof Error ? error.message : String(error)}` }
  }
}
