import type { DemoLanguage } from './conversations.ts'

/** What customers answer who have no answer of their own: short, as people write from a phone. */
export const answerWords: Readonly<Record<DemoLanguage, readonly string[]>> = {
  fr: [
    'Merci pour votre réponse, c’est parfait pour moi.\nBonne journée !',
    'Ah super, merci beaucoup ! Je vous tiens au courant.',
    'Bonjour,\n\nBien reçu, merci d’avoir pris le temps de m’expliquer. Cela me rassure.\n\nCordialement',
    'ok c’est noté, merci pour la rapidité 🙂',
    'Merci ! Je ne m’attendais pas à une réponse si vite, c’est agréable.',
    'Très bien, faisons comme ça. Encore merci à toute l’équipe.',
    'C’est gentil, merci. J’en parle ce soir à la maison et je vous redis.',
  ],
  en: [
    'Thanks so much for getting back to me, that works perfectly.',
    'Brilliant, thank you! That’s a real weight off my mind.',
    'Hi,\n\nUnderstood, and thank you for taking the time to explain. I appreciate it.\n\nKind regards',
    'ok great thanks for the quick answer!!',
    'Oh lovely. I wasn’t expecting to hear from anyone this fast. Thank you.',
    'That’s fine by me, let’s do it that way. Thanks again to all of you.',
    'Very kind, thanks. Let me talk it over at home tonight and I’ll come back to you.',
  ],
}
