import assert from 'node:assert/strict'
import { test } from 'node:test'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { start_screen } from './screen.ts'

/** SHARE-13, SHARE-14 on the screens of both houses: B sees who is coming and says no; A reads why. */
const world = await start_world()
const screen = await start_screen(world)

test('reception of B makes a chart from the letter and declines; the doctor of A reads the reason', async () => {
  const submission = await letter()
  await world.post(a, { submission })
  await until('the letter at B', async () => {
    const rows = await world.ask('SELECT FROM exchange.incoming WHERE facility = $1', [b.code])
    return rows.length > 0
  })
  const at_b = await screen.sit_down('reception.b')
  await at_b.getByRole('link', { name: /Liên thông/ }).click()
  await at_b.getByRole('link', { name: /Chưa khớp/ }).click()
  await at_b.getByRole('button', { name: /TRẦN THỊ BƯỞI/ }).click()
  await at_b.getByText('Chữ ký và nội dung hợp lệ').waitFor()
  await at_b.getByText(`Văn bản của ${a.name}`, { exact: false }).waitFor()
  await at_b.getByRole('button', { name: 'Lập hồ sơ mới từ văn bản' }).click()
  await at_b.getByRole('button', { name: 'Lập hồ sơ và ghép' }).click()
  await at_b.getByText('người ghép').or(at_b.getByText('lập hồ sơ từ văn bản này')).waitFor()
  await at_b.getByRole('button', { name: 'Từ chối', exact: true }).click()
  await at_b.getByRole('dialog').getByRole('textbox').fill('Hết giường hồi sức')
  await at_b.getByRole('dialog').getByRole('button', { name: 'Từ chối' }).click()
  await at_b.getByText('Đã từ chối:', { exact: false }).waitFor()
  await until('A knows', async () => {
    const rows = await world.ask<{ state: string }>('SELECT state FROM exchange.outgoing WHERE facility = $1', [a.code])
    return rows[0]?.state === 'rejected'
  })
  const at_a = await screen.sit_down('doctor')
  await at_a.goto(`${world.base}/lien-thong/di`)
  await at_a.getByRole('button', { name: /Hết giường hồi sức/ }).click()
  const dialog = at_a.getByRole('dialog')
  await dialog.locator('b', { hasText: b.name }).waitFor()
  await dialog.getByText('đã kiểm chữ ký', { exact: false }).waitFor()
  assert.equal(await dialog.getByText('Bị từ chối').count(), 1)
})
