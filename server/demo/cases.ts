/**
 * The pupils who are, were or may be mentored, written by hand: the 41 open mentorships and a few who are closed,
 * watched, proposed or not now.
 */
import type { CasePlan, Habit } from './shape.ts'
import type { MentorshipState } from '../../src/domain/cases/mentorship.ts'

type More = Partial<Omit<CasePlan, 'preferredName' | 'surname' | 'sex' | 'form' | 'mentor' | 'state' | 'habit' | 'startedOn' | 'reason'>>
const plan = (name: string, form: string, mentor: number, state: MentorshipState, habit: Habit, startedOn: string, reason: string, more: More = {}): CasePlan => {
  const [sex = 'F', preferredName = '', surname = ''] = name.split('|')
  return { preferredName, surname, sex: sex === 'M' ? 'M' : 'F', form, mentor, state, habit, startedOn, reason, ...more }
}
const MON_WED_FRI = [1, 3, 5]

export const CASES: readonly CasePlan[] = [
  plan('M|Kacper|Wójcik', '9B', 1, 'active', 'often-late', '2026-06-08', 'Late to registration on 11 mornings in five weeks. Works well once in the room.', { earlyFrom: '2026-11-16' }),
  plan('F|Layla|Al-Hashimi', '8C', 1, 'active', 'improving', '2026-09-14', 'Late on most mornings in September; homework falling behind in three subjects.', { legalForename: 'ليلى', legalSurname: 'الهاشمي', earlyFrom: '2026-10-05' }),
  plan('M|Callum|Whitworth', '10A', 1, 'active', 'steady', '2026-04-20', 'Unfinished work in Science and English; would like help to plan the week.'),
  plan('F|Siân|Prosser', '7D', 1, 'active', 'punctual', '2026-09-28', 'Finding the move to secondary school hard to organise: kit, planner and homework.'),
  plan('M|Ayomide|Ogunleye', '9C', 1, 'active', 'mostly', '2026-11-02', 'Twelve behaviour points in three weeks, nearly all in the last lesson of the day.'),
  plan('M|Harvey|Pickersgill', '8B', 1, 'active', 'slipping', '2026-09-14', 'Calls out in lessons and is then upset about the consequence. Wants to change this.', { legalForename: 'Harvey James', earlyFrom: '2026-11-23', before: { mentor: 3, startedOn: '2026-01-12', endedOn: '2026-03-20', reason: 'Homework and kit after a change of form.', endReason: 'Six weeks without a missing homework.', notes: [{ date: '2026-01-22', text: 'Coursework folder found again; kept with the form tutor from now on.' }, { date: '2026-03-17', text: 'Says that he can do it by himself now, and would come back if he could not.' }] } }),
  plan('M|Alfie|Pickersgill', '8B', 1, 'active', 'punctual', '2026-09-14', 'Homework missing in four subjects; no quiet place to work on weekdays before six.', { legalForename: 'Alfred' }),
  plan('F|Anneliese-Marguerite|Featherstonehaugh-Cholmondeley', '7A', 1, 'withdrawing', 'punctual', '2026-09-14', 'A slow start in Year 7; now settled, and support is being withdrawn step by step.', { fewer: [{ from: '2026-11-16', weekdays: MON_WED_FRI }] }),

  plan('F|Aisha|Rahman', '9B', 2, 'active', 'steady', '2026-09-21', 'Two grades below target in Maths and Geography since the summer.'),
  plan('M|Łukasz|Sobczak', '11A', 2, 'active', 'mostly', '2026-06-01', 'GCSE coursework behind in Technology and English; long bus journey.', { earlyFrom: '2026-10-12' }),
  plan('F|Niamh|Gallagher', '10D', 2, 'active', 'mostly', '2026-11-02', 'Talks in lessons and misses instructions; teachers say very able.'),
  plan('M|Emre|Şahin', '8A', 2, 'active', 'often-late', '2026-09-28', 'Late nine times in four weeks and without equipment on most days.', { earlyFrom: '2026-11-09' }),
  plan('M|Jack|Thornley', '7B', 2, 'active', 'steady', '2026-11-09', 'Planner and books often left at home; getting used to a two-week timetable.'),
  plan('F|Xinyi|Zhao', '10B', 2, 'active', 'punctual', '2026-11-02', 'Very quiet in lessons; does not yet ask for help in English or History.'),
  plan('F|Ffion|Bowen', '9D', 2, 'preparing', 'steady', '2026-12-07', 'Head of Year asks for support with homework and with starting lessons calmly.'),

  plan('F|Aisha|Warsame', '9B', 3, 'active', 'improving', '2026-09-21', 'Fourteen late marks last half-term; says mornings are the hard part.'),
  plan('M|Ștefan|Țurcanu', '11C', 3, 'active', 'mostly', '2026-04-27', 'Predicted grades well above current work in Science. Needs a revision routine.', { earlyFrom: '2026-11-16' }),
  plan('F|Gurpreet|Dhillon', '10C', 3, 'active', 'often-late', '2026-11-02', 'Late after half-term on several mornings; new bus route.', { earlyFrom: '2026-11-23' }),
  plan('F|Maya|Sandhu', '9A', 3, 'active', 'steady', '2026-09-28', 'Effort grades fell in five subjects between June and September.'),
  plan('F|Inês|Carvalho', '7C', 3, 'active', 'punctual', '2026-11-09', 'New to the school in September; would like a familiar face in the morning.'),
  plan('M|Dylan|Ashworth', '8D', 3, 'paused', 'mostly', '2026-09-14', 'Leaves lessons without his things and arrives late to the next.', { away: { from: '2026-11-30' } }),
  plan('F|Hodan|Jama', '10A', 3, 'withdrawing', 'punctual', '2026-04-20', 'Fell behind in Year 9; back on target in every subject but one.', { fewer: [{ from: '2026-11-02', weekdays: MON_WED_FRI }, { from: '2026-11-30', weekdays: [4] }] }),

  plan('M|Rayyan|Chowdhury', '8C', 4, 'active', 'mostly', '2026-09-21', 'Eleven behaviour points in the first three weeks, mostly for talking.', { legalForename: 'Mohammed Rayyan' }),
  plan('M|Oisín|Kearney', '11B', 4, 'active', 'often-late', '2026-06-15', 'Punctuality and revision before the mock examinations.', { earlyFrom: '2026-09-21' }),
  plan('F|Renée|Beaumont-Clarke', '9A', 4, 'active', 'steady', '2026-11-02', 'Unhappy with her start in French and Music; missing work in both.'),
  plan('M|Tomos|Llewellyn', '7A', 4, 'active', 'punctual', '2026-11-02', 'Reading age below his year; worried about reading aloud.'),
  plan('M|Yusuf|Abdirahman', '10B', 4, 'reopened', 'mostly', '2026-04-13', 'Punctuality. Reopened in November after a good summer term and a harder autumn.', { away: { from: '2026-07-13', back: '2026-11-09' }, earlyFrom: '2026-11-23' }),
  plan('F|Ruby|Hartshorne', '8B', 4, 'agreed', 'steady', '2026-12-09', 'Agreed with the Head of Year on 9 December: homework in three subjects.', { inCare: true }),

  plan('F|Maya|Fernandes', '10C', 5, 'active', 'steady', '2026-11-02', 'Two option subjects below target; thinking about changing one.'),
  plan('M|Mateusz|Kowal', '9D', 5, 'active', 'improving', '2026-09-14', 'Late eight times in September; falls asleep over homework.', { earlyFrom: '2026-10-12' }),
  plan('F|Tolu|Bankole', '11D', 5, 'active', 'mostly', '2026-06-01', 'Needs a plan for coursework deadlines alongside athletics training.', { legalForename: 'Oluwatoluwani', earlyFrom: '2026-11-09' }),
  plan('M|Jack|Entwistle', '8A', 5, 'active', 'slipping', '2026-11-02', 'Six lessons disrupted in October; teachers report that he is easily distracted.'),
  plan('F|Zoë|Marchetti', '7D', 5, 'closing', 'punctual', '2026-09-14', 'A worried start to Year 7. Targets met for six weeks.', { fewer: [{ from: '2026-11-09', weekdays: MON_WED_FRI }, { from: '2026-11-23', weekdays: [1] }, { from: '2026-12-07', weekdays: [] }] }),

  plan('F|Brândușa|Pârvu', '10D', 6, 'active', 'often-late', '2026-09-14', 'Late on twelve mornings since September; attendance otherwise good.', { earlyFrom: '2026-11-16' }),
  plan('M|Ionuţ|Târnoveanu', '9C', 6, 'withdrawing', 'steady', '2026-06-08', 'Behaviour points down from sixteen to two; support is being withdrawn.', { fewer: [{ from: '2026-11-02', weekdays: MON_WED_FRI }, { from: '2026-11-16', weekdays: [2] }, { from: '2026-12-07', weekdays: MON_WED_FRI }] }),
  plan('F|Simran|Gill', '8D', 6, 'reopened', 'mostly', '2026-04-20', 'Reopened at her own request: homework has slipped again.', { away: { from: '2026-07-06', back: '2026-11-16' }, earlyFrom: '2026-11-30' }),
  plan('F|Khadija|Miah', '11A', 6, 'active', 'punctual', '2026-11-02', 'Mock examinations: wants to move from grade 5 to grade 6 in Maths.'),
  plan('M|Owen|Braithwaite', '7C', 6, 'paused', 'steady', '2026-09-28', 'Organisation in the first term; paused while a reading programme takes the morning slot.', { away: { from: '2026-11-23' } }),
  plan('F|Elif|Karataş', '9A', 6, 'preparing', 'steady', '2026-12-07', 'Behaviour points in two subjects; letter home sent, first meeting on Monday.'),
  plan('M|Joaquim|Teixeira', '10A', 6, 'withdrawing', 'mostly', '2026-04-27', 'Attitude to learning scores have risen for two reports running.', { fewer: [{ from: '2026-11-16', weekdays: MON_WED_FRI }] }),
  plan('F|Leah|Stansfield', '9C', 6, 'agreed', 'steady', '2026-12-08', 'Agreed at the December meeting: four subjects below target.'),

  plan('M|Ellis|Moorcroft', '11B', 2, 'closed', 'steady', '2026-04-13', 'Punctuality and coursework in Year 10.', { endedOn: '2026-10-16', endReason: 'Targets met for six weeks running; call home made.' }),
  plan('F|Nadia|Hussain', '10D', 3, 'closed', 'improving', '2026-04-20', 'Missing homework in five subjects.', { endedOn: '2026-11-13', endReason: 'Good progress: homework complete since September.' }),
  plan('F|Bronwen|Pugh', '9C', 4, 'closed', 'punctual', '2026-06-01', 'Confidence after a change of school.', { endedOn: '2026-10-09', endReason: 'Settled; keeps in touch with her tutor.' }),
  plan('M|Filip|Nowicki', '8D', 5, 'closed', 'mostly', '2026-06-08', 'Behaviour points in practical lessons.', { endedOn: '2026-11-20', endReason: 'Other support: now with the learning support team.' }),
  plan('F|Grace|Akinyemi', '11D', 6, 'closed', 'steady', '2026-04-27', 'Below target in Science.', { endedOn: '2026-10-23', endReason: 'Reached her target grade in the October assessment.' }),
  plan('M|Isaac|Tetteh', '8A', 1, 'watched', 'steady', '2026-11-24', 'Eight behaviour points in a month; tutor will keep an eye on it until January.'),
  plan('F|Amelia|Rowbottom', '7B', 2, 'watched', 'steady', '2026-11-24', 'Homework missing in two subjects.'),
  plan('M|Hamza|Quraishi', '9D', 3, 'watched', 'steady', '2026-12-01', 'Late four times in November.'),
  plan('F|Weronika|Lis', '10A', 4, 'candidate', 'steady', '2026-12-08', 'Down two grades in three subjects since the summer.'),
  plan('M|Kai|Penrose', '8C', 5, 'candidate', 'steady', '2026-12-08', 'Eleven behaviour points in three weeks.'),
  plan('F|Freya|Dunkerley', '9A', 6, 'declined', 'steady', '2026-11-24', 'Not now: already meets the learning support team twice a week.'),
  plan('F|Jing Wen|Lau', '11C', 2, 'declined', 'steady', '2026-11-24', 'Not now: asked to try the revision club first.'),
]
