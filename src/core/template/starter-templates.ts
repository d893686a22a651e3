import type { Template } from '../model/template.ts'

/** The template that says no to a pitch: sending it is a verdict. */
export const refusalTemplate = 'polite-no'

/** The templates a shop begins with. */
export const starterTemplates: readonly Template[] = [
  {
    id: 'holding-reply',
    title: { en: 'Holding reply', fr: 'Réponse d’attente' },
    body: {
      en: `Hello {{ customer.first_name }},

Thank you for your message. I am looking into it now and will come back to you with an answer {{ promise }}.

Best wishes,
{{ helper.first_name }}`,
      fr: `Bonjour {{ customer.first_name }},

Merci pour votre message. Je m’en occupe dès maintenant et je reviens vers vous avec une réponse {{ promise }}.

Bien à vous,
{{ helper.first_name }}`,
    },
  },
  {
    id: 'thanks',
    title: { en: 'Thank you', fr: 'Merci' },
    body: {
      en: `Hello {{ customer.first_name }},

Thank you so much for taking the time to write. Your kind words made our day, and I have read them out to the whole workshop.

Warm wishes,
{{ helper.first_name }}`,
      fr: `Bonjour {{ customer.first_name }},

Un grand merci d’avoir pris le temps de nous écrire. Votre message nous a fait très plaisir, je l’ai lu à toute l’équipe.

Bien chaleureusement,
{{ helper.first_name }}`,
    },
  },
  {
    id: refusalTemplate,
    title: { en: 'Polite no to a pitch', fr: 'Refus poli à un démarchage' },
    body: {
      en: `Hello {{ customer.first_name }},

Thank you for thinking of us. We are a very small shop and do not need this at the moment, so please take us off your list.

I wish you all the best,
{{ helper.first_name }}`,
      fr: `Bonjour {{ customer.first_name }},

Merci d’avoir pensé à nous. Nous sommes une toute petite boutique et n’en avons pas besoin pour le moment ; merci de ne plus nous relancer à ce sujet.

Bonne continuation,
{{ helper.first_name }}`,
    },
  },
]
