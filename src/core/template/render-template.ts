import { Liquid } from 'liquidjs'
import type { Template, TemplateField } from '../model/template.ts'
import { templateFields } from '../model/template.ts'
import { holeText } from './unfilled-fields.ts'

const liquid = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  renderLimit: 50,
  parseLimit: 100_000,
  memoryLimit: 1_000_000,
})

/**
 * A template's text with its fields filled. Rendering is one pass: a customer named `{{x}}` stays text. A field without a
 * value becomes a hole with its label. Throws only where the template itself is broken (unknown field, bad syntax).
 */
export function renderTemplate(
  template: Template,
  language: 'en' | 'fr',
  values: Readonly<Partial<Record<TemplateField, string>>>,
  labels: Readonly<Record<TemplateField, string>>,
): string {
  const scope: Record<string, Record<string, string> | string> = {}
  for (const field of templateFields) {
    const value = values[field] ?? ''
    const filled = value.trim() === '' ? holeText(labels[field]) : value
    const [group = '', name] = field.split('.')
    if (name === undefined) scope[group] = filled
    else scope[group] = { ...(scope[group] as Record<string, string> | undefined), [name]: filled }
  }
  return String(liquid.parseAndRenderSync(template.body[language], scope))
}
