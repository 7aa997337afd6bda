/** Departments as SS-MIX2 storages code them (table 99XY1 of the samples of the specification). */
export const DEPARTMENTS = {
  internal: { code: '01', name: '内科' },
  psychiatry: { code: '02', name: '精神科' },
  gastroenterology: { code: '06', name: '消化器科' },
  cardiology: { code: '08', name: '循環器科' },
  paediatrics: { code: '09', name: '小児科' },
  surgery: { code: '10', name: '外科' },
  orthopaedics: { code: '11', name: '整形外科' },
} as const;
export type DepartmentId = keyof typeof DEPARTMENTS;
