/** The Lead Mentor's letter to homes that could not be reached: one for each household, made on the tablet. */
import { letterTo, namesOf } from '../../domain/home/lettersHome.ts'
import type { Paper } from '../../ui/paper/paper.ts'
import type { Home } from './useHome.ts'
import { useLetter, type LetterMaking } from './useLetter.ts'

export const useHomeLetter = (home: Home, paper?: Paper): LetterMaking => useLetter(home, () => ({ file: 'letter-home', to: (of, facts) => letterTo(of, { ...facts, tried: home.reach.value.failed.length > 0 }), title: (of) => `To ${namesOf(of)}` }), paper)
