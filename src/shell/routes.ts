/** Every address of the app. Screens are loaded when first asked for; `place` says who may come and where the rail points. */
import type { RouteLocationNormalized, RouteRecordRaw } from 'vue-router'
import { SIGNED_ON } from '../domain/people/signOnPath.ts'
import type { PlaceName } from './places.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** What the top line and the window's title say. Never a pupil's name. */
    title?: string
    place?: PlaceName
    /** Nothing of the frame: the paper view. */
    bare?: boolean
  }
}

const at = (place: PlaceName, title: string, more: { bare?: boolean } = {}) => ({ place, title, ...more })

type Asked = Pick<RouteLocationNormalized, 'params' | 'query'>
/** The address's own words and the named parts of its query, as the screen's props. */
const props = (...asked: string[]) => ({ params, query }: Asked) => ({
  ...params,
  ...Object.fromEntries(asked.flatMap((name) => (typeof query[name] === 'string' ? [[name, query[name]]] : []))),
})

const arrivals = () => import('../features/arrivals/ArrivalsScreen.vue')

export const routes: RouteRecordRaw[] = [
  { path: '/arrivals', props: props('day'), component: arrivals, meta: at('arrivals', 'Arrivals') },
  { path: '/arrivals/code', props: props('all'), component: () => import('../features/hand-over/CodeScreen.vue'), meta: at('arrivals', 'Code for the office') },
  { path: '/arrivals/hand-over', props: props('all'), component: () => import('../features/hand-over/HandOverScreen.vue'), meta: at('arrivals', 'Hand to the office') },
  { path: '/arrivals/hand-over/read-out', props: props('all'), component: () => import('../features/hand-over/ReadOutScreen.vue'), meta: at('arrivals', 'Read out') },
  { path: '/arrivals/hand-over/strip', props: props('all'), component: () => import('../features/hand-over/StripScreen.vue'), meta: at('arrivals', 'Print a strip', { bare: true }) },
  { path: '/arrivals/rehearsal', component: () => import('./QueueRehearsal.vue'), meta: at('arrivals', 'Rehearse the queue') },
  { path: '/arrivals/:pupilId', props: props('day'), component: () => import('../features/meeting-card/MeetingCardScreen.vue'), meta: at('arrivals', 'Morning meeting') },
  { path: '/today', component: () => import('../features/tasks/TodayScreen.vue'), meta: at('today', 'Today') },
  { path: '/caseload', component: () => import('../features/caseload/CaseloadScreen.vue'), meta: at('caseload', 'Caseload') },
  { path: '/cover', component: () => import('../features/cover/CoverScreen.vue'), meta: at('caseload', 'Cover') },
  { path: '/pupils/:pupilId', props: true, component: () => import('../features/caseload/PupilScreen.vue'), meta: at('caseload', 'Pupil') },
  { path: '/pupils/:pupilId/for-home', props: ({ params }) => ({ pupilId: params['pupilId'], forHome: true }), component: () => import('./TogetherFrame.vue'), meta: at('caseload', 'For home', { bare: true }) },
  { path: '/pupils/:pupilId/together', props: true, component: () => import('./TogetherFrame.vue'), meta: at('caseload', 'Sit together', { bare: true }) },
  {
    path: '/pupils/:pupilId/notes/new',
    props: ({ params, query }) => ({ pupilId: params['pupilId'], raise: query['raise'] === '1' }),
    component: () => import('../features/blue-report/NoteScreen.vue'),
    meta: at('caseload', 'New note'),
  },
  { path: '/pupils/:pupilId/notes/:noteId', props: true, component: () => import('../features/blue-report/NoteScreen.vue'), meta: at('caseload', 'Correct a note') },
  { path: '/pupils/:pupilId/opened', props: true, component: () => import('../features/openings/OpeningsScreen.vue'), meta: at('caseload', 'Who opened it') },
  { path: '/pupils/:pupilId/file', props: true, component: () => import('../features/pupil-file/PupilFileScreen.vue'), meta: at('caseload', 'Everything about one pupil') },
  { path: '/pupils/:pupilId/start-letter', props: true, component: () => import('../features/start-letter/StartLetterScreen.vue'), meta: at('caseload', 'Letter home') },
  { path: '/pupils/:pupilId/home', props: true, component: () => import('../features/home/HomeScreen.vue'), meta: at('caseload', 'Home') },
  { path: '/pupils/:pupilId/expected', props: true, component: () => import('../features/expected/ExpectedScreen.vue'), meta: at('arrivals', 'When expected') },
  { path: '/pupils/:pupilId/withdrawal', props: true, component: () => import('../features/withdrawal/WithdrawalScreen.vue'), meta: at('caseload', 'Next step') },
  { path: '/pupils/:pupilId/case', props: true, component: () => import('../features/case/CaseScreen.vue'), meta: at('caseload', 'Pause or hand over') },
  { path: '/pupils/:pupilId/closing', props: true, component: () => import('../features/withdrawal/ClosingScreen.vue'), meta: at('caseload', 'Closing') },
  { path: '/pupils/:pupilId/targets/new', props: true, component: () => import('../features/targets/TargetScreen.vue'), meta: at('caseload', 'Set a target') },
  { path: '/pupils/:pupilId/targets/:targetId', props: true, component: () => import('../features/targets/TargetScreen.vue'), meta: at('caseload', 'Target') },
  { path: '/pupils/:pupilId/missed/:what/:date/:session?', props: true, component: () => import('../features/missed/MissedTimeScreen.vue'), meta: at('caseload', 'Missed') },
  { path: '/pupils/:pupilId/sanctions', props: true, component: () => import('../features/sanctions/SanctionsScreen.vue'), meta: at('caseload', 'Sanctions') },
  { path: '/pupils/:pupilId/sanctions/new', props: props('missed'), component: () => import('../features/sanctions/SanctionScreen.vue'), meta: at('caseload', 'What follows') },
  { path: '/pupils/:pupilId/feedback', props: true, component: () => import('../features/staff-feedback/FeedbackScreen.vue'), meta: at('caseload', 'What staff say') },
  { path: '/paper', props: props('pupil'), component: () => import('../features/paper-file/PaperFileScreen.vue'), meta: at('caseload', 'Paper file') },
  { path: '/blue-reports', component: () => import('../features/scores/BlueReportsScreen.vue'), meta: at('caseload', 'Blue reports') },
  { path: '/blue-reports/:weekStart', props: true, component: () => import('../features/scores/BlueReportsScreen.vue'), meta: at('caseload', 'Blue reports') },
  { path: '/blue-reports/:weekStart/print', props: props('pupil', 'mentor'), component: () => import('../features/scores/PrintSheetsScreen.vue'), meta: at('caseload', 'Print', { bare: true }) },
  { path: '/blue-reports/:weekStart/:pupilId', props: true, component: () => import('../features/scores/ScoresScreen.vue'), meta: at('caseload', 'Scores') },
  { path: '/pupils/:pupilId/sessions/:weekStart?', props: true, component: () => import('../features/sessions/SessionsScreen.vue'), meta: at('caseload', 'Sessions') },
  { path: '/sessions/:weekStart?', props: true, component: () => import('../features/sessions/SessionsScreen.vue'), meta: at('caseload', 'Sessions') },
  { path: '/missed', component: () => import('../features/missed/MissedScreen.vue'), meta: at('caseload', 'Missed times') },
  { path: '/next-week/:weekStart?', props: true, component: () => import('../features/next-week/NextWeekScreen.vue'), meta: at('caseload', 'Next week') },
  { path: '/caseloads', component: () => import('../features/case/CaseloadsScreen.vue'), meta: at('lead', 'Caseloads') },
  { path: '/year-turn', component: () => import('../features/year-turn/YearTurnScreen.vue'), meta: at('lead', 'Turn of the year') },
  { path: '/identify/:year(\\d+)?', props: true, component: () => import('../features/identification/IdentificationScreen.vue'), meta: at('identify', 'Year meeting') },
  { path: '/lead', component: () => import('../features/lead-mentor/LeadScreen.vue'), meta: at('lead', 'Inbox and end of day') },
  { path: '/impact', component: () => import('../features/impact/ImpactScreen.vue'), meta: at('impact', 'Impact') },
  { path: '/sims', component: () => import('../features/sims/SimsScreen.vue'), meta: at('sims', 'Import') },
  { path: '/retention', component: () => import('../features/retention/RetentionScreen.vue'), meta: at('rules', 'Due for erasing') },
  { path: '/rules', props: props('tab'), component: () => import('../features/school-rules/SchoolRulesScreen.vue'), meta: at('rules', 'School rules') },
  { path: '/records/:weekStart?', props: true, component: () => import('../features/records-deadline/RecordsScreen.vue'), meta: at('reviews', 'Records due') },
  { path: '/records/:weekStart/print', props: true, component: () => import('../features/records-deadline/RecordsPrintScreen.vue'), meta: at('reviews', 'Print', { bare: true }) },
  { path: '/reviews', component: () => import('../features/weekly-review/ReviewsScreen.vue'), meta: at('reviews', 'Weekly reviews') },
  { path: '/reviews/:weekStart', props: true, component: () => import('../features/weekly-review/ReviewsScreen.vue'), meta: at('reviews', 'Weekly reviews') },
  {
    path: '/reviews/:weekStart/print',
    props: props('pupil', 'mentor'),
    component: () => import('../features/weekly-review/ReviewPrintScreen.vue'),
    meta: at('reviews', 'Print', { bare: true }),
  },
  { path: '/reviews/:weekStart/:pupilId', props: true, component: () => import('../features/weekly-review/ReviewScreen.vue'), meta: at('reviews', 'Weekly review') },
  { path: '/close', component: () => import('../features/close-day/CloseDayScreen.vue'), meta: at('close', 'Close the day') },
  { path: '/office', props: props('day'), component: () => import('../features/office/RegisterScreen.vue'), meta: at('office', 'Office') },
  { path: '/people', component: () => import('../features/people/PeopleScreen.vue'), meta: at('people', 'People') },
  { path: '/emergency', component: () => import('../features/break-glass/BreakGlassScreen.vue'), meta: at('glass', 'In an emergency') },
  { path: '/admin', component: () => import('./AdminScreen.vue'), meta: at('admin', 'Your role') },
  { path: '/attention', component: () => import('../features/attention/AttentionScreen.vue'), meta: at('attention', 'Needs attention') },
  { path: '/attention/handed-in', component: () => import('../features/handed-in/HandedInScreen.vue'), meta: at('handed-in', 'Handed in') },
  { path: '/attention/file', component: () => import('../features/handed-in/ExportedFileScreen.vue'), meta: at('attention', 'Open an exported file') },
  { path: '/devices', component: () => import('../features/devices/DevicesScreen.vue'), meta: at('devices', 'Devices') },
  { path: '/tablet', component: () => import('./ThisTabletScreen.vue'), meta: at('tablet', 'This tablet') },
  // The guard sends everyone to where their role begins.
  { path: '/', alias: SIGNED_ON, component: { render: () => null } },
  { path: '/:elsewhere(.*)*', redirect: '/arrivals' },
]

/** Fetched before anyone has typed a secret: the screen the morning begins with. */
export const preloadArrivals = (): void => void arrivals().catch(() => undefined)

/** All other screens, once the first one stands: a window that outlives an update needs none of the old files any more. */
export async function preloadScreens(): Promise<void> {
  for (const { component } of routes) {
    if (typeof component !== 'function') continue
    await (component as () => Promise<unknown>)().catch(() => undefined)
  }
}
