import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteFile from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { reusingStatements } from '../../../server/sqliteStatements.ts'

let folder: string
let file: SqliteFile.Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blue-report-statements-'))
  file = new SqliteFile(join(folder, 'test.sqlite'))
  file.exec("create table pupil (id integer primary key, name text); insert into pupil (name) values ('Harvey'), ('Aisha')")
})
afterEach(() => {
  file.close()
  rmSync(folder, { recursive: true })
})

describe('a statement that is used again', () => {
  it('is the one that was prepared before', () => {
    const statements = reusingStatements(file)
    expect(statements.prepare('select * from pupil')).toBe(statements.prepare('select * from pupil'))
  })
  it('sees the columns that another process has added meanwhile', () => {
    const statements = reusingStatements(file)
    expect(statements.prepare('select * from pupil where id = ?').all([1])).toEqual([{ id: 1, name: 'Harvey' }])
    const other = new SqliteFile(join(folder, 'test.sqlite'))
    other.exec("alter table pupil add column form text; update pupil set form = '9A'")
    other.close()
    expect(statements.prepare('select * from pupil where id = ?').all([1])).toEqual([{ id: 1, name: 'Harvey', form: '9A' }])
  })
  it('does not keep another waiting that takes the same rows one by one', () => {
    const statements = reusingStatements(file)
    const one = statements.prepare('select name from pupil order by id')
    const rows = one.iterate([])
    expect(rows.next().value).toEqual({ name: 'Harvey' })
    expect(statements.prepare('select name from pupil order by id').all([])).toHaveLength(2)
    expect(rows.next().value).toEqual({ name: 'Aisha' })
    rows.return?.()
  })
  it('is forgotten when two hundred others have come after it', () => {
    const statements = reusingStatements(file)
    const one = statements.prepare('select 0')
    for (let n = 1; n <= 200; n++) statements.prepare(`select ${n}`)
    expect(statements.prepare('select 0')).not.toBe(one)
  })
})
