import { phraseSignal } from '../signal.ts'

/** Complains. */
export const complaintWords = phraseSignal('complaint', { weight: -1.3, more: 0.4 }, [
  '(?:very |so |really |extremely )?(?:disappointed|unhappy|dissatisfied|frustrated|furious|upset)',
  '(?:make|file|lodge|have) (?:a |an )?(?:complaint|claim|customer claim)|complain(?:t|ts|ing)?',
  'unacceptable|ridiculous|scam|disgrace|worst|appalling|rip-?off|trading standards|small claims',
  '(?:still|been) waiting|third time|no (?:answer|reply|response) (?:to|from you)|nobody (?:answers|replies)',
  '(?:tres |vraiment )?(?:decue?s?|mecontente?s?|insatisfaite?s?|furieux|furieuse|en colere|scandalisee?)',
  'inadmissible|inacceptable|scandaleux|honteux|honte|arnaque|lamentable|se moque|foutage|60 millions|dgccrf|repression des fraudes|mediateur|litige|reclamation|plainte',
  "(?:j'attends|toujours en attente|sans (?:reponse|nouvelles)|aucune (?:reponse|nouvelle)|troisieme (?:mail|message|fois))",
])
