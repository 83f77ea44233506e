/** What teachers write in the little room beside a mark. */
export const SCORE_COMMENTS = {
  good: ['Much better focus today', 'Answered twice without being asked', 'Worked well with a partner', 'Homework in, neat', 'Came prepared', 'A pleasure today', 'Finished the extension task'],
  concern: ['Chatting during the starter', 'No homework', 'Late from break, 4 min', 'Pen and book missing', 'Asked twice to begin', 'Off task in the second half', 'Did not finish the task'],
} as const
