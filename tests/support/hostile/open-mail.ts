import type { FrameLocator, Page } from 'playwright-core'

/** Opens the conversation with this subject, formatted, on whatever list it is; its first frame. */
export async function openMail(page: Page, subject: string): Promise<FrameLocator> {
  const title = page.locator('.reading-title', { hasText: subject })
  for (const key of ['t', 'u', 'p', 'a']) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    const row = page.locator('.row', { hasText: subject })
    const found = await row
      .first()
      .waitFor({ timeout: 1500 })
      .then(() => true)
      .catch(() => false)
    if (!found) continue
    await row.first().click()
    break
  }
  await title.waitFor()
  const formatted = page.getByRole('button', { name: 'Show with formatting' })
  const frame = page.locator('iframe[data-message-frame]')
  await formatted.or(frame).or(page.getByText('Too large to show with formatting')).first().waitFor()
  if (await formatted.first().isVisible()) await formatted.first().click()
  return frame.first().contentFrame()
}
