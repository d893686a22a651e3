import { phraseSignal } from '../signal.ts'

/** Thanks for something received, or praises it. */
export const thanksWords = phraseSignal('thanks', { weight: -1, more: 0.3 }, [
  'thank(?:s| you)(?: so much| very much| again)? for (?:the|your) (?:quick|fast|reply|answer|help|lovely|beautiful|parcel|response|gift|kind|speedy|great service|refund|replacement)',
  '(?:just|safely|well) (?:received|arrived)',
  '(?:it|they|everything) (?:is|are|was|were|arrived) (?:perfect|beautiful|lovely|gorgeous|safely|great)',
  'merci (?:beaucoup |encore |infiniment )?pour (?:votre|la|le|les|ce|cette) (?:reponse|retour|rapidite|colis|envoi|livraison|geste|commande|aide|gentillesse|accueil|petit|reactivite)',
  '(?:bien|enfin) (?:recue?s?|arrivee?s?)',
  '(?:ravie?s?|enchantee?s?|tres contente?s?|tres satisfaite?s?) (?:de (?:ma|mon|mes|la|votre|cet|cette|ce)|du|des|par|avec (?:ma|mon|mes|cet|cette|ce))',
])
