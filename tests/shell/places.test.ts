import { describe, expect, it } from 'vitest'
import { Role } from '../../src/domain/staff.ts'
import { landingFor, mayGo, placesFor, opensWithoutLease, staysOnDesk, deskPathFor } from '../../src/shell/places.ts'
import { routes } from '../../src/shell/routes.ts'

const placesOf = (role: Role): string => placesFor({ role }).map((place) => place.label).join(', ')

describe('The places a person goes', () => {
  it('are those of their role', () => {
    expect(placesOf('mentor')).toBe('Arrivals, Today, Caseload, Reviews, Close the day, This tablet')
    expect(placesOf('lead-mentor')).toBe('Arrivals, Today, Caseload, Reviews, Close the day, Office, Lead Mentor, Year meeting, Impact, SIMS, This tablet')
    expect(placesOf('dht')).toBe('Arrivals, Today, Caseload, Reviews, Close the day, Lead Mentor, Year meeting, Impact, SIMS, School rules, This tablet')
    expect(placesOf('head-of-year')).toBe('Arrivals, Today, Caseload, Reviews, Year meeting, Impact, This tablet')
    expect(placesOf('office')).toBe('Arrivals, Office, This tablet')
    expect(placesOf('admin')).toBe('People, School rules, Your role, This tablet')
  })

  it('begin where the role begins, and everyone may stand where they begin', () => {
    for (const role of Role.options) {
      const place = routes.find((route) => route.path === landingFor({ role }))?.meta?.place
      expect(place && mayGo({ role }, place), role).toBe(true)
    }
    expect(landingFor({ role: 'head-of-year' })).toBe('/caseload')
    expect(landingFor({ role: 'office' })).toBe('/office')
  })

  it('leave only the first-name list open at the desk, and the code for the office, which names nobody', () => {
    const mentor = { role: 'mentor' } as const
    expect(['/arrivals', '/arrivals/code'].every((path) => staysOnDesk(path, mentor))).toBe(true)
    expect(['/arrivals/p1', '/arrivals/hand-over', '/arrivals/hand-over/read-out', '/arrivals/hand-over/strip', '/caseload', '/tablet', '/pupils/p1', '/office'].some((path) => staysOnDesk(path, mentor))).toBe(false)
    expect(deskPathFor(mentor)).toBe('/arrivals')
  })

  it('leave the office on its own screen, which nobody in the queue sees, and nowhere else but at the desk', () => {
    const office = { role: 'office' } as const
    expect(deskPathFor(office)).toBe('/office')
    expect(['/office', '/arrivals'].every((path) => staysOnDesk(path, office))).toBe(true)
    expect(['/tablet', '/office/print'].some((path) => staysOnDesk(path, office))).toBe(false)
    expect(staysOnDesk('/office', { role: 'lead-mentor' })).toBe(false)
  })

  it('have titles that name no pupil, whatever the address', () => {
    for (const { path, meta } of routes) if (meta?.place) expect(meta.title, path).toMatch(/^[A-Z][a-z ]+$/)
  })

  it('leave open without a lease the desk, what is to be sent and an empty sheet, and no other screen that there is', () => {
    const open = (role: Role): string[] => routes.map((route) => route.path.replace('(\\d+)?', '').replaceAll(/:(\w+)\??/g, 'x')).filter((path) => opensWithoutLease(path, { role }))
    const handOver = ['/arrivals/hand-over', '/arrivals/hand-over/read-out', '/arrivals/hand-over/strip']
    expect(open('mentor')).toEqual(['/arrivals', '/arrivals/code', ...handOver, '/pupils/x/notes/new', '/tablet'])
    expect(open('office')).toEqual(['/arrivals', '/arrivals/code', ...handOver, '/pupils/x/notes/new', '/office', '/tablet'])
  })
})
