import { words_of } from '../../../../base/ui/index.ts'

const vi = {
  draw: 'Vẽ',
  done: 'Xong',
  tool: 'Dụng cụ',
  pen: 'Bút',
  mark: 'Dấu',
  eraser: 'Tẩy',
  undo: 'Hoàn tác',
  clear: 'Xóa hết',
  ink: 'Màu mực',
  inks: { black: 'đen', red: 'đỏ', blue: 'xanh dương', green: 'xanh lá', brown: 'nâu' },
  figure: 'Hình nền',
  add_mark: 'Thêm dấu',
  region: 'Vị trí',
  finding: 'Tổn thương',
  no_region: '(chỗ đã chấm)',
  drop_mark: (number: number) => `Bỏ dấu ${number}`,
  text_of_mark: (number: number) => `Chữ của dấu ${number}`,
  full: 'Hình vẽ đã đầy; hãy tẩy bớt nét rồi vẽ tiếp.',
  described: (title: string, strokes: number, marks: string) =>
    `${title}: ${strokes} nét vẽ${marks ? `; ${marks}` : ''}`,
  hints: {
    pen: 'Kéo bút, chuột hoặc ngón tay trên hình',
    mark: 'Chạm vào chỗ tổn thương rồi gõ tên',
    eraser: 'Quẹt qua nét hoặc dấu muốn bỏ',
  },
}

const en: typeof vi = {
  draw: 'Draw',
  done: 'Done',
  tool: 'Tool',
  pen: 'Pen',
  mark: 'Mark',
  eraser: 'Eraser',
  undo: 'Undo',
  clear: 'Clear',
  ink: 'Ink',
  inks: { black: 'black', red: 'red', blue: 'blue', green: 'green', brown: 'brown' },
  figure: 'Figure',
  add_mark: 'Add a mark',
  region: 'Place',
  finding: 'Finding',
  no_region: '(where it was set)',
  drop_mark: (number) => `Remove mark ${number}`,
  text_of_mark: (number) => `Words of mark ${number}`,
  full: 'The drawing is full; erase some strokes first.',
  described: (title, strokes, marks) => `${title}: ${strokes} strokes${marks ? `; ${marks}` : ''}`,
  hints: {
    pen: 'Drag a pen, the mouse or a finger over the figure',
    mark: 'Touch the place, then type what is there',
    eraser: 'Sweep over what shall go',
  },
}

export const use_drawing_words = words_of(vi, en)
