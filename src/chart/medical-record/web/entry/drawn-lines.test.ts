import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Figure, Region } from '../../figure.ts'
import { erase_at, mark_at, mark_in, thin } from './drawn-lines.ts'

const cornea: Region = { name: 'Giác mạc', at: [50.4, 30] }
const figure: Figure = {
  id: 'mat',
  title: 'Mắt',
  width: 100,
  height: 60,
  shapes: [],
  regions: [cornea],
}

test('a stroke keeps its corners and loses what lies on the way', () => {
  assert.deepEqual(thin([0, 0, 5, 0, 10, 0, 10, 5, 10, 10]), [0, 0, 10, 0, 10, 10])
})
test('a stroke of one point, and one that comes back to its start, stay', () => {
  assert.deepEqual(thin([3, 4]), [3, 4])
  assert.deepEqual(thin([0, 0, 8, 0, 0, 0]), [0, 0, 8, 0, 0, 0])
})

const drawing = {
  figure: 'mat',
  strokes: [{ ink: 'red' as const, points: [0, 0, 50, 0] }],
  marks: [{ at: [20, 40] as [number, number], text: 'u' }],
}
test('the eraser takes a whole stroke, touched between its points', () => {
  assert.equal(erase_at(drawing, 25, 3, 5).strokes.length, 0)
})
test('the eraser takes a mark, and leaves all when nothing lies there', () => {
  assert.equal(erase_at(drawing, 22, 41, 5).marks.length, 0)
  assert.equal(erase_at(drawing, 90, 50, 5), drawing)
})

test('a mark set by hand is named after the place it touches', () => {
  assert.equal(mark_at(figure, 55, 33).region, 'Giác mạc')
  assert.equal(mark_at(figure, 5, 5).region, undefined)
})
test('a mark set from the keyboard stands at the place, on whole units, beside the one before it', () => {
  const first = mark_in(cornea, figure, [], 'loét')
  assert.deepEqual(first, { at: [50, 30], region: 'Giác mạc', text: 'loét' })
  assert.deepEqual(mark_in(cornea, figure, [first], 'phù').at, [62, 30])
})
