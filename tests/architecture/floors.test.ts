import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const floors = ['base', 'standards', 'platform', 'chart', 'departments', 'network', 'apps']
/** Rooms of these floors may use a peer's door; the rooms of departments meet in the chart instead. */
const peers_allowed = new Set(['base', 'standards', 'platform', 'chart', 'network', 'apps'])

const files_below = (dir: string): string[] =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    if (name === 'dist' || name === 'node_modules') return []
    return statSync(path).isDirectory() ? files_below(path) : /\.tsx?$/.test(name) ? [path] : []
  })

type Place = { floor: number; room: string; inside: string }
const place_of = (file: string): Place | undefined => {
  const [floor = '', room = '', ...inside] = relative(join(root, 'src'), file).split('/')
  const level = floors.indexOf(floor)
  return level < 0 ? undefined : { floor: level, room: `${floor}/${room}`, inside: inside.join('/') }
}

type Import = { from: string; to: string; type_only: boolean }
const imports_of = (file: string): Import[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]/gm,
    ),
  ].map((match) => ({
    from: file,
    to: resolve(dirname(file), match[2] ?? match[3] ?? ''),
    type_only: match[1] !== undefined,
  }))

const files = files_below(join(root, 'src'))
const imports = files.flatMap(imports_of)

/** Doors: index.ts, the wire contract, what a room shows on screen, and the test helpers for tests. */
const is_door = (one: Import, target: Place): boolean =>
  /^(index\.tsx?|contract\.ts|web\/.*|form-definition\.ts)$/.test(target.inside) ||
  (/\.test\.ts$|fixtures\.ts$/.test(one.from) && /test-/.test(target.inside))

const complaints = imports.flatMap((one): string[] => {
  const from = place_of(one.from)
  const to = place_of(one.to)
  if (!from || !to || from.room === to.room) return []
  const words = `${relative(root, one.from)} → ${relative(root, one.to)}`
  if (to.floor > from.floor)
    return [`${words}: ${floors[from.floor]} may import only ${floors.slice(0, from.floor + 1).join(', ')}`]
  if (to.floor === from.floor && !peers_allowed.has(floors[from.floor] ?? ''))
    return [`${words}: rooms of this floor meet in the chart`]
  return is_door(one, to) || to.room === 'base/ui' || floors[to.floor] === 'apps'
    ? []
    : [`${words}: enter by the room's index.ts`]
})

test('imports go down and through doors', () => {
  assert.ok(
    files.length > 100 && imports.length > 300,
    `looked at ${files.length} files and ${imports.length} imports only`,
  )
  assert.deepEqual(complaints, [])
})

test('no circle among rooms', () => {
  const edges = new Map<string, Set<string>>()
  for (const one of imports) {
    const from = place_of(one.from)
    const to = place_of(one.to)
    if (!from || !to || from.room === to.room || one.type_only || /\.test\.ts$/.test(one.from)) continue
    edges.set(from.room, (edges.get(from.room) ?? new Set()).add(to.room))
  }
  const circle = (room: string, path: string[]): string[] | undefined => {
    if (path.includes(room)) return [...path, room]
    for (const next of edges.get(room) ?? []) {
      const found = circle(next, [...path, room])
      if (found) return found
    }
    return undefined
  }
  for (const room of edges.keys()) assert.equal(circle(room, [])?.join(' → '), undefined)
})

test('every room says what it owns and what it never does', () => {
  const rooms = new Set(files.flatMap((file) => place_of(file)?.room ?? []).filter((room) => !room.endsWith('.ts')))
  for (const room of rooms) {
    const says = readFileSync(join(root, 'src', room, 'README.md'), 'utf8')
    assert.match(says, /\bOwns\b/, room)
    assert.match(says, /\bNever\b/, room)
  }
})
