// What a trainee and their tutors open once a week
export { WeekPage } from '../internships/week-page.tsx'
export { WeeksPage } from '../internships/weeks-page.tsx'
