/** The screens on which a mentor and the Lead Mentor type, by their addresses. */
export const ofPupil = (id: string): string[] =>
  ['', '/home', '/expected', '/targets/new', '/feedback', '/sessions', '/withdrawal', '/case', '/closing', '/start-letter', '/sanctions', '/sanctions/new', '/missed/morning/2026-12-09'].map((rest) => `/pupils/${id}${rest}`)
export const MENTORS = ['/blue-reports', '/sessions', '/cover', '/next-week', '/paper', '/records', '/reviews', '/arrivals']
export const LEADS = ['/lead', '/caseloads', '/identify', '/impact', '/sims', '/rules']
