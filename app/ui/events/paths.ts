// Where the panel tells of events, and of what became none.
export const EVENTS = "/app/events";
export const INBOX = "/app/events/not-mapped";

export const eventPath = (id: string): string => `${EVENTS}/${id}`;
export const inboundPath = (id: string): string => `${INBOX}/${id}`;
