import { expect, test } from 'vitest'
import type { Template, TemplateField } from '#core/model/template.ts'
import { renderTemplate } from '#core/template/render-template.ts'
import { starterTemplates } from '#core/template/starter-templates.ts'
import { unfilledFields } from '#core/template/unfilled-fields.ts'

const labels: Record<TemplateField, string> = {
  'customer.first_name': 'first name',
  'helper.first_name': 'your name',
  promise: 'until when',
}
const values: Record<TemplateField, string> = {
  'customer.first_name': 'Claire',
  'helper.first_name': 'Anna',
  promise: 'before 18:00',
}

const template = (body: string): Template => ({ id: 't', title: { en: '', fr: '' }, body: { en: body, fr: body } })
const render = (body: string, given: Partial<typeof values> = values): string => renderTemplate(template(body), 'en', given, labels)

test.each(starterTemplates.map((one) => [one.id, one] as const))('%s fills in both languages, and without values has holes', (_id, one) => {
  for (const language of ['en', 'fr'] as const) {
    const full = renderTemplate(one, language, values, labels)
    expect(full).toContain('Claire')
    expect(full).not.toMatch(/[{}⟦⟧]/)
    expect(unfilledFields(renderTemplate(one, language, {}, labels)).length).toBeGreaterThanOrEqual(2)
  }
})

test.each(['{{x}}', '{{ promise }}', '{{constructor.constructor("return 1")()}}', '{% raw %}', '{%- for', '{{{{', '⁦{{x}}'])(
  'a customer named %j is that text and nothing else',
  (name) => {
    expect(render('Hello {{ customer.first_name }}!', { ...values, 'customer.first_name': name })).toBe(`Hello ${name}!`)
  },
)

test.each([
  '{{ constructor }}',
  '{{ customer.constructor }}',
  '{{ customer.__proto__ }}',
  '{{ __proto__.x }}',
  '{{ customer.first_name.constructor }}',
  '{{ customer.last_name }}',
  '{{ customr.first_name }}',
  '{{ promise | nonsense }}',
  '{{ promise',
  '{% if %}',
  '{% include "/etc/passwd" %}',
  '{% render "x" %}',
])('a template with %j is refused, not sent half', (body) => {
  expect(() => render(`Hello ${body}`)).toThrow()
})

test('a template that would never end is stopped', () => {
  const body = '{% for i in (1..100000000) %}{% for j in (1..100000000) %}x{% endfor %}{% endfor %}'
  expect(() => render(body)).toThrow(/limit/)
  expect(() => render('x'.repeat(200_000))).toThrow(/limit/)
})

test.each([undefined, '', '   ', '\n'])('a field whose value is %j becomes a hole with its label', (value) => {
  const text = render('Hello {{ customer.first_name }},', { ...values, 'customer.first_name': value ?? '' })
  expect(text).toBe('Hello ⟦first name⟧,')
  expect(unfilledFields(text)).toEqual([{ name: 'first name', start: 6, end: 18 }])
})
