import { phraseSignal } from '../signal.ts'

/** Words that only mass mail needs: how to be left alone. */
export const massMailWords = phraseSignal('mass-mail', { weight: 1.3, more: 0.4 }, [
  'unsubscribe',
  'opt[- ]?(?:out|in)',
  '(?:remove|removed|removal) (?:me|instructions|from (?:our|this|the|my) (?:mailing|list|database|e-?mail))',
  'to (?:be )?remove(?:d)?(?: see|,? (?:please )?(?:reply|send|click))',
  "(?:don't|do not|no longer) (?:want|wish) to (?:receive|hear|get)",
  "if you(?:'d| would) (?:prefer not|rather not|like me to stop)",
  "(?:stop|i'll stop) (?:bugging|e-?mailing|contacting)",
  'this (?:is not|e-?mail is not) (?:spam|unsolicited)|not considered spam',
  'you (?:are receiving|received) this (?:e-?mail|message|letter)',
  '^adv ?:',
  'targeted at|reply (?:with )?"?(?:stop|remove|no)"?',
  '(?:se |vous )?(?:desabonner|desinscrire)|desinscription|desabonnement',
  'ne (?:souhaitez|voulez) plus (?:recevoir|etre contacte|etre sollicite)',
  'plus (?:recevoir|etre destinataire de) (?:mes|nos|ce type|ces|de) (?:mails?|messages?|e-mails?|propositions?|sollicitations?)',
  'repondez (?:simplement )?"?stop',
])
