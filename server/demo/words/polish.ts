/** The letters home in Polish, as the demo school approved them. A person wrote them; English stands beside them in the domain. */
import type { FrameKey } from '../../../src/domain/home/letterFrame.ts'
import type { PlainRule } from '../../../src/domain/setting.ts'

export const POLISH_FRAME: Record<FrameKey, string> = {
  dear: 'Szanowni Państwo,', about: 'Dotyczy', mentor: 'Mentor', leadMentor: 'Główny mentor', headOfYear: 'Opiekun rocznika', deputyHead: 'Wicedyrektor', inPlaceOf: 'w zastępstwie: {role}', parent: 'Rodzic lub opiekun', forSchool: 'W imieniu szkoły', dateLine: 'Data',
  footer: 'Dla rodziny i pracowników, z którymi pracuje {pupil}',
  interpreter: 'Zapewniamy tłumacza; prosimy dać nam znać, jeśli życzą sobie Państwo tłumacza na spotkanie lub rozmowę telefoniczną.',
  parentsOf: 'Do rodziców i opiekunów: {pupil}',

  startTitle: 'Mentoring: {pupil}', startStatement: '{pupil} jest w szkole pod opieką mentora i ma kartę raportu mentorskiego.', mornings: 'Poranki', reception: 'O {at}, recepcja dla uczniów', why: 'Dlaczego', entails: 'Na czym to polega',
  secondFollows: 'Drugi list wyślemy, gdy mentoring się rozpocznie; opiszemy w nim, na czym polega.', sincerely: 'Z poważaniem,\n{mentor}, mentor', slip: 'Do zwrotu: {mentor}', slipRead: 'List o mentoringu został przeczytany: {pupil}.',
  slipReach: 'Najlepszy numer i pora kontaktu ze mną:', slipSign: 'Rodzic lub opiekun, data:',

  reachTitle: 'Chcielibyśmy z Państwem porozmawiać', reachStatement: '{greeting} prosimy o kontakt w sprawie: {pupil}.', askFor: 'Prosimy pytać o', regards: 'Z poważaniem,\n{sender}',

  inviteTitle: 'Zaproszenie na rozmowę: {pupil}', inviteStatement: '{greeting} chcielibyśmy się z Państwem spotkać: {day}, godz. {at}.', dearParents: 'Szanowni Rodzice i Opiekunowie,', when: 'Kiedy', where: 'Gdzie', comeToReception: '{room}; prosimy przyjść do głównej recepcji', with: 'Z kim',
  pupilThere: '{pupil} też bierze udział: rozmawiamy o planie, który tego dziecka dotyczy.', pupilNotThere: '{pupil} nie bierze udziału w tym spotkaniu; później wspólnie przekażemy, co ustalono.',
  interpreterComes: 'Zapewniamy dla Państwa tłumacza.', interpreterAsk: 'Jeśli potrzebują Państwo tłumacza, prosimy nam powiedzieć; nic to Państwa nie kosztuje.', inviteCome: 'Przyjdę: {day}, godz. {at}. Prosimy zaznaczyć:', inviteOther: 'Wolę inny dzień lub godzinę:',

  noticeTitle: 'Wcześniejszy początek dnia w szkole', noticeStatement: 'Od dnia: {from}. {pupil} zgłasza się do mentora ({mentor}) o {at}.', from: 'Od', reportTo: 'Zgłosić się do', studentReception: 'Recepcja dla uczniów', lookAgain: 'Wspólny przegląd', everyDay: 'w każdy dzień szkolny',
  until: 'do wspólnego przeglądu', untilDay: 'do wspólnego przeglądu ({day})', planner: 'Dzienniczek', pen: 'Długopis', kit: 'Strój i przybory', homework: 'Zadanie domowe',

  praiseTitle: 'Dobre wiadomości ze szkoły', praiseStep: '{pupil}: zasłużona większa samodzielność. Nowy krok: {step}, od: {day}.', praiseEnd: '{pupil} radzi sobie teraz bez mentora, i to jest dobra wiadomość.',
  praiseWeeks: '{pupil} dobrze sobie radzi w ostatnich tygodniach i chcielibyśmy, żeby Państwo o tym wiedzieli.',
  praiseStepWhy: 'Wsparcie mentora zmniejszamy krok po kroku, ponieważ {pupil} dobrze sobie radzi. {mentor} pozostaje w kontakcie, a większe wsparcie wróci zawsze, gdy będzie pomocne.',
  praiseEndWhy: 'Mentoring się kończy, ponieważ {pupil} dobrze sobie radzi. Sprawdzimy to jeszcze po sześciu i po dwunastu tygodniach, a wsparcie wróci zawsze, gdy będzie pomocne.',
  praiseWell: 'To, co się udało, opisujemy własnymi słowami na stronie angielskiej.', praiseTell: 'Prosimy powiedzieć dziecku ({pupil}), że są Państwo dumni. W razie pytań prosimy pytać o: {mentor}.', praiseFooter: 'Dla: {pupil} i rodzina',
}
/** In the order of the stages as they are by default. */
export const POLISH_STAGES = ['codziennie', 'trzy dni w tygodniu', 'raz w tygodniu', 'tylko krótka rozmowa']
export const POLISH_RULES: Partial<Record<PlainRule, string>> = {
  startLetterMornings: '{pupil} przychodzi codziennie rano o {time} do recepcji dla uczniów, spotyka się z mentorem ({mentor}) i otrzymuje wpis obecności. Gdy punktualność budzi obawy, godzina to {early}.',
  startLetterReport: '{pupil} ma na każdej lekcji niebieską kartę raportu. Nauczyciele oceniają na niej cele, które {pupil} i mentor ({mentor}) ustalają razem co tydzień.',
  startLetterSessions: 'W tygodniu mogą odbyć się zajęcia z mentorem lub zajęcia wyrównawcze. Każdy tydzień podsumowujemy razem, a Państwa informujemy na bieżąco.',
  startLetterEnding: 'Gdy wszystko idzie dobrze, wsparcie zmniejszamy krok po kroku: najpierw mniej poranków, potem ostatnia rozmowa i telefon do Państwa.',
  startLetterContact: 'Jeśli mają Państwo pytanie albo powinniśmy o czymś wiedzieć, prosimy zadzwonić do szkoły i poprosić: {mentor}.',
  startLetterRights: 'Przechowujemy to, co jest potrzebne, aby pomóc dziecku ({pupil}); mogą Państwo poprosić o wgląd. Jeśli coś Państwa niepokoi, prosimy najpierw powiedzieć o tym mentorowi ({mentor}); można też skorzystać ze szkolnej procedury skarg.',
  homeLetterWhy: '{pupil} ma w szkole mentora, który spotyka się z dzieckiem rano i informuje dom. Próbowaliśmy się z Państwem skontaktować, bez powodzenia, dlatego piszemy.',
  homeLetterNoWay: '{pupil} ma w szkole mentora, który spotyka się z dzieckiem rano i informuje dom. Nie mamy do Państwa numeru telefonu ani adresu e-mail, dlatego piszemy.',
  homeLetterAsk: 'Może być ku temu dobry powód: numery się zmieniają, a dni są pełne. Prosimy zadzwonić do szkoły lub napisać i podać najlepszy numer oraz porę kontaktu.',
  homeLetterHelp: 'Rozmowa nie musi być długa i ma pomóc: chcielibyśmy powiedzieć, co idzie dobrze, i wspólnie ustalić, co dalej.',
  invitationWhat: '{pupil} ma w szkole mentora. Chcielibyśmy wspólnie zobaczyć, co idzie dobrze, a co jest jeszcze trudne, i ustalić, co zrobi szkoła, a co dom.',
  invitationOther: 'Jeśli dzień lub godzina Państwu nie odpowiada, prosimy powiedzieć, kiedy byłoby dobrze. Mogą Państwo przyjść z osobą towarzyszącą.',
  noticeHomeMeasure: 'To wsparcie ma ułatwić punktualny i dobrze zorganizowany początek dnia w szkole. Nie jest to kara.',
  noticeHomeHow: '{pupil} spotyka się z mentorem ({mentor}) w recepcji dla uczniów przed sprawdzeniem obecności. Razem sprawdzają, czy wszystko jest gotowe ({things}), i omawiają dzień. Obecność jest wpisywana tam jak zwykle.',
  noticeHomeEnds: 'Wcześniejszy początek trwa {until}. Gdy poranki będą punktualne i dobrze zorganizowane, {pupil} wraca do godziny {time}.',
  noticeHomeHard: 'Prosimy powiedzieć nam, jeśli autobus szkolny, opieka nad kimś w domu lub cokolwiek innego utrudnia tę godzinę. Znajdziemy inne rozwiązanie.',
  noticeHomeReturn: 'Prosimy podpisać poniżej i oddać tę stronę przez dziecko albo powiedzieć szkole, że ją Państwo otrzymali.',
}
/** In the order of the school's sentences. */
export const POLISH_REASONS: readonly string[] = [
  '{pupil} często spóźnia się rano i chcielibyśmy w tym pomóc.', '{pupil} opuszcza więcej zajęć, niż byśmy chcieli.', '{pupil} ma trudność z przestrzeganiem zasad na niektórych lekcjach.',
  '{pupil} robi w niektórych przedmiotach mniejsze postępy, niż wiemy, że są możliwe.', 'Często brakuje zadań domowych i przyborów.', 'Chcielibyśmy, aby {pupil} dobrze czuł(a) się w szkole.',
]
