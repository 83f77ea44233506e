/** The page a teacher sees: plain HTML, no script, the pupil's first name and the subject, and nothing else of anybody. */
import { createHash } from 'node:crypto'
import { ASPECTS, ASPECT_WORDS, FEEDBACK_LIMITS, RATING_WORDS, type Aspect, type StaffRequest } from '../../src/domain/week/staffFeedback.ts'

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><title>${escaped(title)}</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/api/answer.css?${NAME}"></head>
<body><main><h1>${escaped(title)}</h1>
${body}
</main></body></html>
`

export const TEXTS = ['currentGrade', 'targetGrade', 'helps', 'comment', 'shareSafe'] as const
export type Typed = Partial<Record<Aspect | (typeof TEXTS)[number], string>>
type Form = { firstName: string; subject: string; area: StaffRequest['area']; typed: Typed; problem?: string | undefined; notice?: string | undefined }

const rating = (aspect: Aspect, chosen: string | undefined): string => `<fieldset><legend>${ASPECT_WORDS[aspect]}</legend><div class="row">${Object.entries(RATING_WORDS)
  .map(([value, words]) => `<label><input type="radio" name="${aspect}" value="${value}"${chosen === value ? ' checked' : ''}><span>${words}</span></label>`).join('')}</div></fieldset>`

const grade = (name: 'currentGrade' | 'targetGrade', words: string, typed: Typed): string => `<label class="text">${words}<input name="${name}" maxlength="${FEEDBACK_LIMITS.grade}" autocomplete="off" autocapitalize="characters" value="${escaped(typed[name] ?? '')}"></label>`
/** Folded, so that the page stays one of fifteen seconds. */
const more = (area: StaffRequest['area'], typed: Typed): string => `<details${typed.currentGrade || typed.targetGrade || typed.helps ? ' open' : ''}><summary>${area === 'subject' ? 'Grades, and what helps' : 'What helps'} <small>(optional)</small></summary>
${area === 'subject' ? `<div class="pair">${grade('currentGrade', 'Working at', typed)}${grade('targetGrade', 'Target grade', typed)}</div>` : ''}
<label class="text">What helps<textarea name="helps" rows="2" maxlength="${FEEDBACK_LIMITS.helps}">${escaped(typed.helps ?? '')}</textarea></label></details>`

export const formPage = ({ firstName, subject, area, typed, problem, notice }: Form): string => page(`${firstName}, ${subject}`, `${problem ? `<p class="bad" role="alert">${escaped(problem)}</p>` : ''}${notice ? `<p class="note">${escaped(notice)}</p>` : ''}
<p>${escaped(firstName)}’s mentor asks how things are going. Tap what fits; fifteen seconds are enough.</p>
<form method="post">
${ASPECTS.map((aspect) => rating(aspect, typed[aspect])).join('\n')}
<label class="text">A line for the mentor <small>(optional)</small><textarea name="comment" rows="2" maxlength="${FEEDBACK_LIMITS.comment}">${escaped(typed.comment ?? '')}</textarea></label>
<label class="text">Something ${escaped(firstName)} may read in your words <small>(optional)</small><textarea name="shareSafe" rows="2" maxlength="${FEEDBACK_LIMITS.shareSafe}">${escaped(typed.shareSafe ?? '')}</textarea></label>
${more(area, typed)}
<button type="submit">Send</button>
</form>
<p class="quiet">Facts, not opinions: a family may ask to read it. Anything about a child’s safety goes to a DSL now, never here.</p>`)

export const thanksPage = (until: string): string => page('Thank you', `<p>It is with the mentor.</p><p>Something to put right? <a href="">Answer again</a> until ${escaped(until)}; the later answer counts.</p>`)
export const closedPage = (title: string, text: string): string => page(title, `<p>${escaped(text)}</p>`)

export const STYLE = `:root{color-scheme:light dark;--ink:#171c2b;--paper:#fff;--soft:#eef2fb;--line:#8a93a8;--blue:#1d4fb8;--bad:#9c1c1c}
@media (prefers-color-scheme:dark){:root{--ink:#eef2fb;--paper:#10141f;--soft:#1b2233;--line:#7d879e;--blue:#8fb2ff;--bad:#ff9c9c}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.45 system-ui,sans-serif}main{max-width:36rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.6rem;line-height:1.2;overflow-wrap:anywhere}fieldset{border:0;margin:0 0 1rem;padding:0}legend,.text{font-weight:600}.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(7rem,1fr));gap:.5rem;margin-top:.4rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:.5rem}.row label{position:relative;display:block}.row input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}.row span{display:grid;place-items:center;min-height:3.25rem;padding:.25rem;border:2px solid var(--line);border-radius:.7rem;text-align:center;font-weight:600}
.row input:checked+span{background:var(--blue);border-color:var(--blue);color:var(--paper)}.row input:focus-visible+span{outline:3px solid var(--ink);outline-offset:2px}
.text{display:block;margin-bottom:1rem}textarea,.text input{display:block;width:100%;min-height:3rem;margin-top:.4rem;padding:.6rem;border:2px solid var(--line);border-radius:.7rem;background:var(--paper);color:inherit;font:inherit;font-weight:400}
small{font-weight:400}button{width:100%;min-height:3.5rem;border:0;border-radius:.7rem;background:var(--blue);color:var(--paper);font:inherit;font-weight:700;cursor:pointer}summary{min-height:3rem;padding:.7rem 0;font-weight:600;cursor:pointer}button:focus-visible,a:focus-visible,textarea:focus-visible,input:focus-visible,summary:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
a{color:var(--blue)}.bad{color:var(--bad);font-weight:700}.note{background:var(--soft);padding:.75rem;border-radius:.7rem}.quiet{font-size:.95rem}`
/** Browsers keep it for a day: another style is another address. */
const NAME = createHash('sha256').update(STYLE).digest('base64url').slice(0, 8)
