export { make_sample_house, sample_doctor, type SampleHouse, type Signers } from './house.ts'
export { make_sample_letter, type SampleWish } from './letter.ts'
export { sample_person, type SamplePerson } from './person.ts'
export { sample_pdf } from './paper.ts'
