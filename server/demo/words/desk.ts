/** What is said at the desk about a late morning, and why a mark was amended. */
export const LATE_REASONS: readonly string[] = [
  'Bus late', 'Missed the bus', 'Overslept', 'Traffic on the ring road', 'Train cancelled', 'Walked because of the weather', 'Forgot PE kit and went back',
  'Took a younger brother to primary school', 'Alarm did not go off', 'Puncture on the way', 'Lift was late', 'Appointment ran over', 'Looked for a bus pass', 'Breakfast took longer than planned',
]
export const AMENDMENT_REASONS: readonly string[] = [
  'Was in the queue at reception before the time shown', 'Came through the other door; time checked with the office', 'Time entered wrongly; checked against the signing-in sheet',
  'Tutor saw the pupil in the building earlier', 'Helping to carry instruments in; Music confirms the time',
]
