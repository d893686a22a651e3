/**
 * Why a target is what it is, in English.
 *
 * {{dueAt}} and {{answeredAt}} are filled with words such as "18:00" or "Monday 18:00", {{minutesLeft}} with a whole number.
 */
export const targetReasons = {
  'due.same-day': 'Arrived during the day: answer before {{dueAt}}',
  'due.before-opening': 'Arrived before you opened that day: answer before {{dueAt}}',
  'due.after-closing': 'Arrived after closing: answer by the next closing, before {{dueAt}}',
  'due.closed-day': 'Arrived on a day you are closed: answer on the next open day, before {{dueAt}}',
  'due.holiday': 'Arrived on a public holiday: answer on the next open day, before {{dueAt}}',
  'due.never': 'No opening in the next 400 days: check the shop hours in the settings',
  'target.late': 'Missed: the answer was due before {{dueAt}}',
  'target.tight': 'Closing soon: {{minutesLeft}} min left to answer before {{dueAt}}',
  'target.due-today': 'Answer today, before {{dueAt}}',
  'target.due-later': 'Not today: answer before {{dueAt}}',
  'target.met': 'Answered: {{answeredAt}}',
  'clock.nothing-asked': 'Nobody is waiting: no person wrote to you here',
  'clock.dismissed': 'Nobody is waiting: marked as needing no answer',
  'clock.only-ours': 'Nobody is waiting: only your own messages so far',
  'clock.junk': 'Nobody is waiting: it lies in the spam folder',
} as const
