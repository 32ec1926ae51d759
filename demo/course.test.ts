import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entry_on, recovery_hours } from './course.ts'
import { create_random } from './random.ts'
import { vitals_on } from './scene.ts'
import { stories, vary, type Story } from './stories/index.ts'

const find = (id: string): Story => stories.find((one) => one.id === id) ?? assert.fail(id)
const days_of = (story: Story) => Array.from({ length: story.days[1] }, (_, day) => day)

test('before the operation, the days after it, then the rest: nobody is “after surgery” before it', () => {
  for (const story of stories.filter(({ procedure }) => procedure?.kind === 'surgery')) {
    const day = story.procedure?.day ?? 0
    const before = day > 0 ? Array.from({ length: day + 1 }, (_, i) => i) : []
    for (const one of before) assert.doesNotMatch(entry_on(story, one).a, /^Sau (mổ|Phaco)/, `${story.id} ${one}`)
    assert.equal(entry_on(story, day + 1).a, story.course[1]?.a, story.id)
  }
})

test('when the sheet says that the fever has gone, the thermometer says so too', () => {
  for (const story of stories.filter(({ vitals }) => vitals.temperature >= 37.8))
    for (const day of days_of(story)) {
      const random = create_random(day)
      if (!/hết sốt|không sốt/i.test(entry_on(story, day).s)) continue
      const { temperature } = vitals_on(story, day * 24 + 2, random)
      assert.ok(temperature < 37.5, `${story.id}, day ${day}: ${temperature}`)
    }
  for (const story of stories) assert.ok(recovery_hours(story) >= 20 && recovery_hours(story) <= story.days[1] * 24)
})

test('who still lies there is not sent home, and no two mornings in a row say the same', () => {
  for (const story of stories) {
    let before = ''
    for (const day of days_of(story)) {
      const { s, p, orders } = entry_on(story, day)
      assert.doesNotMatch(p, /(?<!(dự kiến|chuẩn bị|trước khi|khi) )ra viện/i, `${story.id} day ${day}`)
      assert.ok(orders.length > 0)
      assert.notEqual(`${s}${p}`, before, `${story.id} day ${day}`)
      before = `${s}${p}`
    }
  }
})

test('the other side is the other side everywhere, and the name in the catalogue stays', () => {
  const story = find('viem-phoi')
  const both = Array.from({ length: 20 }, (_, i) => vary(story, create_random(i + 1)))
  const left = both.find((one) => one.reason.includes('trái'))
  assert.ok(left, 'half of them')
  assert.equal(left.diagnosis.display, story.diagnosis.display)
  assert.match(left.organs.lungs ?? '', /Phổi phải thông khí rõ/)
  assert.doesNotMatch(left.course.map(({ o }) => o).join(), /đáy phổi phải/)
  assert.ok(new Set(both.map(({ diagnosis }) => diagnosis.text)).size > 2)
})
