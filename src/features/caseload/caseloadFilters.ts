/** What the caseload is filtered by, kept while one opens a pupil and comes back; another person starts with none. */
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const useCaseloadFilters = defineStore('caseload', () => {
  const owner = ref('')
  const typed = ref('')
  const mentorId = ref('')
  const state = ref('')
  const year = ref('')

  function reset(): void {
    for (const filter of [typed, mentorId, state, year]) filter.value = ''
  }
  function openFor(person: string): void {
    if (owner.value !== person) reset()
    owner.value = person
  }
  return { typed, mentorId, state, year, reset, openFor }
})
