/** What mentoring costs in a mentor's time: estimated from what was done, with the measure said beside it. */
export type DoneForPupil = { mornings: number; contacts: number; reviews: number; meetings: number; /** Of sessions, as they were planned. */ sessionMinutes: number }
export const MINUTES_FOR = { mornings: 5, contacts: 10, reviews: 15, meetings: 45 } as const

export const mentorMinutes = ({ sessionMinutes, ...done }: DoneForPupil): number =>
  sessionMinutes + (Object.keys(MINUTES_FOR) as (keyof typeof MINUTES_FOR)[]).reduce((sum, one) => sum + done[one] * MINUTES_FOR[one], 0)
export const SAID_MINUTES = `Estimated: ${MINUTES_FOR.mornings} minutes a morning met, ${MINUTES_FOR.contacts} a contact with home, ${MINUTES_FOR.reviews} a weekly review, ${MINUTES_FOR.meetings} a meeting with home, sessions as planned.`
export const sayHours = (minutes: number): string => (minutes < 60 ? `${Math.round(minutes)} minutes` : `${(minutes / 60).toFixed(1)} hours`)
