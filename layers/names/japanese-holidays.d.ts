/** What we use of japanese-holidays 1, which ships no types. */
declare module 'japanese-holidays' {
  type Holiday = { month: number; date: number; name: string };
  const japaneseHolidays: {
    /** Holidays of a year in the order of the calendar, substitute holidays among them. */
    getHolidaysOf(year: number): Holiday[];
  };
  export default japaneseHolidays;
}
