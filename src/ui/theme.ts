// Light, dark or as the tablet says. The choice is kept on this tablet only; it says nothing about anyone.
export type ThemeChoice = 'system' | 'light' | 'dark'

const KEY = 'blue-report-theme'

export function savedTheme(storage: Storage = localStorage): ThemeChoice {
  const saved = storage.getItem(KEY)
  return saved === 'light' || saved === 'dark' ? saved : 'system'
}

export function chooseTheme(choice: ThemeChoice, storage: Storage = localStorage): void {
  if (choice === 'system') storage.removeItem(KEY)
  else storage.setItem(KEY, choice)
  showTheme(choice)
}

export function showTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = choice
}
