import { expect, it } from 'vitest'
import { requestsOf, type FileRequest } from '../../src/domain/people/fileRequest.ts'

const step = (f: { type: FileRequest['type']; on: string; why?: string; from?: string }): FileRequest => ({ pupilId: 'p1', requestId: 'r1', entered: 1, ...f }) as FileRequest
const received = step({ type: 'received', on: '2027-01-31', from: 'parent' })

it('A request is answered within one calendar month: to the last day of a shorter one', () => {
  expect(requestsOf([received], '2027-02-01')).toMatchObject([{ state: 'running', due: '2027-02-28' }])
})
it('While the school waits to hear who asks, the clock stands still', () => {
  const paused = step({ type: 'paused', on: '2027-02-02', why: 'who-asks' })
  expect(requestsOf([received, paused], '2027-02-12')).toMatchObject([{ state: 'paused', why: 'who-asks', due: '2027-03-10' }])
  expect(requestsOf([step({ type: 'resumed', on: '2027-02-12' }), paused, received], '2027-05-01')).toMatchObject([{ state: 'running', due: '2027-03-10' }])
})
it('Answered is answered, and a second request has a month of its own', () => {
  const second = { ...received, requestId: 'r2', on: '2027-03-05' }
  const answered = step({ type: 'answered', on: '2027-02-20' })
  expect(requestsOf([received, answered, second], '2027-03-06').map(({ requestId, state, due }) => [requestId, state, due])).toEqual([['r1', 'answered', '2027-02-28'], ['r2', 'running', '2027-04-05']])
})
