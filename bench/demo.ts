export type Demo = { close: () => Promise<void> }
export const startDemo = async (): Promise<Demo> => ({ close: async () => undefined })
