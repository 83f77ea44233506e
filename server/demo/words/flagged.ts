/** What waits to be raised on the demo morning, written by hand; `{Science}` is the pupil’s own teacher of it. Minutes since midnight say when it happened. */
import type { NoteType } from '../../../src/domain/week/blueReport.ts'

type Flagged = { type: NoteType; text: string; minutes: number }
const note = (type: NoteType, minutes: number, text: string): Flagged => ({ type, minutes, text })

export const FLAGGED: Readonly<Record<string, readonly Flagged[]>> = {
  'Callum Whitworth': [
    note('staff', 700, '{Science} (Science, P3): the results table is finished and correct; the conclusion is still two lines. He can hand it in on Friday.'),
    note('blue-report', 870, 'Four lessons of five at target. English P5: “Wrote more than a page today.” The first full page this term.'),
    note('home', 905, 'Mum rang after school: can the Science catch-up be on Thursday instead of Tuesday? He looks after his sister on Tuesdays.'),
  ],
  'Layla Al-Hashimi': [note('staff', 640, '{Maths} (Maths, P2): 19 out of 25 in the topic test, up from 11. She would like to show it at home.')],
  'Harvey Pickersgill': [note('staff', 820, '{Drama} (Drama, P4): called out during the duologues and left his place twice. Came back at the end to say sorry.')],
  'Emre Şahin': [note('observation', 690, 'In the corridor five minutes into P3, looking for his planner. It was at the desk all the time: a good reason to check it in the morning.')],
  'Łukasz Sobczak': [note('staff', 860, '{Technology} (Technology, P5): two drawings left for the coursework folder. The room is open on Thursday after school.')],
  'Gurpreet Dhillon': [note('home', 500, 'Dad rang: the bus company has put the 7.58 back on. She will try it from tomorrow.')],
  'Rayyan Chowdhury': [note('blue-report', 905, 'All five lessons signed and not one reminder for talking. First clear sheet since September.')],
  'Oisín Kearney': [note('staff', 720, '{Science} (Science, P3): asked for the higher paper in the mock. Needs the three missing homeworks first.')],
  'Jack Entwistle': [note('pupil', 750, 'Says at lunch that P5 is the hardest because the room is hot and he sits by the door. Would like to try another seat.')],
  'Brândușa Pârvu': [note('staff', 630, '{History} (History, P2): missed the first ten minutes twice this fortnight and with it the instructions. Works well after that.')],
}
