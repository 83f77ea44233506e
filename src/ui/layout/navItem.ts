import type { Component } from 'vue'

/** One of the few places a person goes. */
export interface NavItem {
  to: string
  label: string
  icon: Component
  /** A small number, such as how many wait. */
  badge?: number | undefined
  /** What the number counts, read aloud with it, such as "waiting". */
  badgeLabel?: string | undefined
  /** Something there is worth a look: a small sign, and what it says when read aloud. */
  sign?: string | undefined
  /** Where we are, when the address alone does not say so. */
  current?: boolean | undefined
}
