// The signs that screens use, by what they show; screens import them from the one door of the ui.
export { ArrowLeft, BookOpen, CalendarCheck, ClipboardList, DoorOpen, FileText, Flag, History, MessageSquare, NotebookPen, Pencil, Plus, Save, Target as TargetIcon, Trash2, Undo2, UserRound, UsersRound } from '@lucide/vue'
