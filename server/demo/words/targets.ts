/** Weekly targets: seen, counted, scoped and dated, with what they rest on and the pupil's own words. */
import type { Target } from '../../../src/domain/week/target.ts'

export type TargetPlan = Pick<Target, 'behaviour' | 'measure' | 'scope' | 'source' | 'pupilWording'> & { thresholds: readonly number[] }

const count = (behaviour: string, thresholds: readonly number[], scope: string, source: string, pupilWording: string): TargetPlan => ({ behaviour, measure: 'count', thresholds, scope, source, pupilWording })
const yesNo = (behaviour: string, scope: string, source: string, pupilWording: string): TargetPlan => ({ behaviour, measure: 'yes-no', thresholds: [], scope, source, pupilWording })
const percent = (behaviour: string, thresholds: readonly number[], scope: string, source: string, pupilWording: string): TargetPlan => ({ behaviour, measure: 'percent', thresholds, scope, source, pupilWording })
const minutes = (behaviour: string, thresholds: readonly number[], scope: string, source: string, pupilWording: string): TargetPlan => ({ behaviour, measure: 'minutes', thresholds, scope, source, pupilWording })

/** Its result follows from the arrivals. */
export const ARRIVAL_TARGET = count('arrives at reception on time', [3, 4, 4, 5], 'this week’s mornings', 'Arrivals of last week', 'I get to the desk on time')

/** It is counted on the sheet. */
export const SCORES_TARGET = percent('meets all report targets', [70, 75, 80, 85], 'of lessons signed', 'Last week’s blue report', 'I meet my targets in most lessons')

export const TARGET_PLANS: readonly TargetPlan[] = [
  ARRIVAL_TARGET,
  count('gets the planner signed at home', [3, 4], 'school evenings', 'Blue report: planner not signed last week', 'I ask for a signature every evening'),
  count('puts a hand up before speaking', [4, 5, 6], 'in {s} and {s2}', '{t}, {s}: calls out', 'I put my hand up first'),
  count('starts the first task within two minutes', [4, 5], 'in {s}', '{t}, {s}: slow starts', 'I start straight away'),
  count('brings pen, ruler and book', [8, 10, 12], 'lessons this week', 'Three subjects report borrowed equipment', 'I have my own things on the table'),
  yesNo('hands in {task}', '{s}', '{t}, {s}: not yet handed in', 'I hand in my {s} work'),
  count('asks one question', [2, 3], 'in {s}, one a lesson', '{t}, {s}: very quiet', 'I ask when I am not sure'),
  SCORES_TARGET,
  minutes('works on {s} without a reminder', [10, 15, 20], 'in each {s} lesson', '{t}, {s}', 'I work on my own for a good stretch'),
  count('goes to homework club', [1, 2], 'Tuesday or Thursday, Library', 'Head of Year: homework', 'I go to homework club'),
  count('enters the classroom calmly and sits down', [5, 6, 8], 'after break and lunch', 'Head of Year: corridors after lunch', 'I walk in and sit down'),
  yesNo('shows {t} the corrections', '{s}', '{t}, {s}: test result', 'I do my corrections'),
  count('writes the homework in the planner', [6, 8], 'all subjects', 'Round robin: homework in three subjects', 'I write my homework down'),
  percent('completes the classwork', [80, 90], 'in {s} and {s2}', '{t}, {s}: unfinished work', 'I finish what we do in class'),
  count('arrives at the lesson after lunch on time', [3, 4, 5], '{p} this week', '{t}, {s}: late from lunch', 'I go when the first bell rings'),
  minutes('reads at home', [40, 60, 80], 'over the week', 'Reading age; tutor', 'I read a bit every evening'),
  count('uses the quiet pass instead of arguing', [1, 2], 'whenever it is needed', 'Head of Year: two arguments in lessons', 'I take a break instead of arguing'),
  count('thanks or helps someone and gets it noted', [2, 3], 'any lesson', 'Last week’s review', 'I do something kind each day'),
  count('revises for a quarter of an hour', [3, 4], '{s}, on school evenings', '{t}, {s}: test on the next topic', 'I revise little and often'),
  yesNo('sees {t} about the missing work', '{s}, before Wednesday', '{t}, {s}', 'I go and ask what I have missed'),
]
