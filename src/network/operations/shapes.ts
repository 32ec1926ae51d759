import { group, text } from '../../base/shapes/index.ts'

/** What a screen that failed says: the kind of error, and the page. */
export type ScreenFault = { name: string; place: string }

export const fault_shape = group<ScreenFault>('lỗi màn hình', {
  name: text('loại lỗi', 60),
  place: text('trang', 200),
})
