/** The fields a template may ask for; each is filled from the conversation, or left as a hole that cannot be sent. */
export const templateFields = ['customer.first_name', 'helper.first_name', 'promise'] as const

export type TemplateField = (typeof templateFields)[number]

/** A reply written once, in Liquid, one body a language. */
export type Template = {
  readonly id: string
  readonly title: Readonly<Record<'en' | 'fr', string>>
  readonly body: Readonly<Record<'en' | 'fr', string>>
}

/** A field of a draft that nobody has filled yet: its label, and where it stands (UTF-16 offsets). */
export type Hole = { readonly name: string; readonly start: number; readonly end: number }
