/** What leaving needs of the router: screens receive it from their template and import none. */
export type Leaving = { back: () => void; replace: (to: string) => unknown; options: { history: { state: { back?: unknown } } } }

/** Back to where the mentor came from (the meeting card, the pupil's page); opened by its address, to the page given. */
export function leave(router: Leaving, page: string): void {
  if (typeof router.options.history.state.back === 'string') router.back()
  else router.replace(page)
}
