/**
 * How common a word of a name is: two Nguyễns say less than two Thẩms. Shares of family names: Lê Trung Hoa, "Họ và tên
 * người Việt Nam" (2005), as commonly cited; the others are rounded estimates, and only their order of size matters.
 */
const family_shares: Record<string, number> = {
  nguyen: 0.38,
  tran: 0.12,
  le: 0.095,
  pham: 0.07,
  hoang: 0.03,
  huynh: 0.021,
  phan: 0.045,
  vu: 0.02,
  vo: 0.019,
  dang: 0.021,
  bui: 0.02,
  do: 0.014,
  ho: 0.013,
  ngo: 0.013,
  duong: 0.01,
  ly: 0.005,
}
const family_rare = 0.004

/** Middle names that say little more than the sex. */
const middle_shares: Record<string, number> = { van: 0.18, thi: 0.25, ngoc: 0.05, thanh: 0.05, minh: 0.05, thu: 0.04 }
const middle_rare = 0.02

const given_common = new Set(
  (
    'anh dung hung huong hoa hai linh lan trang thao hien hanh ha huy nam tuan minh long son thanh hoang duc ' +
    'phuong mai nga thuy yen ngoc quan cuong khanh duy dat tam'
  ).split(' '),
)

export const family_share = (word: string): number => family_shares[word] ?? family_rare
export const middle_share = (word: string): number => middle_shares[word] ?? middle_rare
export const given_share = (word: string): number => (given_common.has(word) ? 0.02 : 0.007)
