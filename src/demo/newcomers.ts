import type { DemoConversation, DemoLanguage } from './conversations.ts'

function newcomer(
  id: string,
  language: DemoLanguage,
  from: { readonly name: string; readonly address: string },
  [subject, text, onReply]: readonly [subject: string, text: string, onReply: string],
): DemoConversation {
  const message = { from, subject, text, at: { days: 0, time: '00:00' }, quote: false, attachments: [], headers: {} }
  return { id, language, place: 'due', messages: [message], onReply }
}

/** Customers one of whom writes a little while after the demo starts, so that new mail is seen coming in. */
export const newcomers: readonly DemoConversation[] = [
  newcomer('fr-nouveau-lucile', 'fr', { name: 'Lucile Aubrac', address: 'lucile.aubrac@boite-des-pins.example' }, [
    'Emballage cadeau possible ?',
    'Bonjour,\n\nJe viens de commander un vase Lune (n° 1098) pour la crémaillère de ma sœur. Serait-il possible de l’emballer et de glisser un petit mot à son prénom, Inès ? Et surtout de ne pas mettre la facture dans le carton...\n\nMerci d’avance,\nLucile',
    'Génial, merci ! Pour le mot : « Pour ton nouveau chez-toi, ta Lulu ». C’est parfait.\n\nLucile',
  ]),
  newcomer('en-new-graham', 'en', { name: 'Graham Tidewell', address: 'graham@tidewell-post.example' }, [
    'Is the Galet dishwasher safe?',
    'Hello there,\n\nBefore I put a Galet teapot in my basket: does it survive a dishwasher? My husband puts everything in it, and I mean everything.\n\nThanks,\nGraham',
    'Ha, then I shall hide it from him. Ordering tonight, thank you!\n\nGraham',
  ]),
  newcomer('fr-nouveau-hocine', 'fr', { name: 'Hocine B.', address: 'hocine.b@courriel-libre.example' }, [
    'pas recu le mail de confirmation',
    'bonsoir je viens de payer 2 bols marée mais jai pas recu de mail, est ce que la commande est bien passée ? jai peur davoir payé 2 fois\nmerci\nHocine\n\nEnvoyé de mon téléphone',
    'ok merci il etait dans les spams desolé 😅',
  ]),
  newcomer('en-new-ottilie', 'en', { name: 'Ottilie Brandt', address: 'o.brandt@kleinpost.example' }, [
    'Twelve Brume mugs by the end of the month',
    'Dear Atelier Lunaire,\n\nOur reading circle would like twelve Brume mugs as a farewell gift for our librarian. Could you ship them to Germany before the end of the month, and is there a price for so many?\n\nWith kind regards,\nOttilie Brandt',
    'Dear team,\n\nthat is wonderful news. I will collect the money from everyone and order tomorrow.\n\nWith kind regards,\nOttilie Brandt',
  ]),
]
